package com.neuroflash.camel.bench;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What was asked, billed and delivered.
 *
 * @param asked how many images
 * @param billed how many images the simulator made
 * @param delivered how many whole images with an id of the bill lie in the sink, each id once
 * @param strange how many files in the sink are anything else: cut off, double or never billed
 */
record Balance(int asked, int billed, int delivered, int strange) {
    static Balance of(int asked, SimulatorProcess simulator, RunningPipeline pipeline, long imageBytes)
            throws IOException {
        List<String> bill = simulator.billed();
        Set<String> ids = new HashSet<>(bill);
        List<DeliveredImage> images = pipeline.images();
        int whole = (int) images.stream()
                .filter(image -> image.length() == imageBytes && ids.remove(image.id()))
                .count();
        return new Balance(asked, bill.size(), whole, images.size() - whole);
    }

    /** Each image billed once and delivered once. */
    boolean isEven() {
        return billed == asked && delivered == asked && strange == 0;
    }

    /** Nothing when even, else what is wrong. */
    String remark() {
        return isEven()
                ? ""
                : " (" + delivered + " of " + asked + " delivered, " + billed + " billed"
                        + (strange == 0 ? "" : ", " + strange + " broken files") + ")";
    }
}
