package com.neuroflash.camel.simulator;

/** One output image with the request that made it. */
record HistoryRow(StoredBatch batch, StoredImage image) {
    String path() {
        return SimulatorSettings.VENDOR_BASE + "/" + image.imageId() + "/view";
    }

    /** Rows are the same when they show the same image. */
    @Override
    public boolean equals(Object other) {
        return other instanceof HistoryRow row && row.image.imageId().equals(image.imageId());
    }

    @Override
    public int hashCode() {
        return image.imageId().hashCode();
    }
}
