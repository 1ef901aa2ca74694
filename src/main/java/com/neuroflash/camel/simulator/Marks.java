package com.neuroflash.camel.simulator;

import java.io.ByteArrayOutputStream;

/** The words that tell that an image is simulated. */
final class Marks {
    static final String SIMULATED = "simulated by neuroflash-camel";

    private Marks() {}

    /** The encoded image with the mark as a comment in the file. */
    static byte[] mark(byte[] image, int width, int height, ImageFormat format) {
        byte[] comment = format.container().comment(SIMULATED);
        ImageContainer.Split split = format.container().split(image, width, height, comment.length);
        ByteArrayOutputStream out = new ByteArrayOutputStream((int) split.length() + comment.length);
        out.writeBytes(split.before());
        out.writeBytes(comment);
        out.writeBytes(split.after());
        return out.toByteArray();
    }
}
