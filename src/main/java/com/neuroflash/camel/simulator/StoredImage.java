package com.neuroflash.camel.simulator;

/** What the store keeps of one image; its bytes are a file, or in fast mode computed from its id. */
record StoredImage(String imageId, ImageFormat format, String aspectRatio, int width, int height, long size) {
    String fileName() {
        return imageId + "." + format.extension();
    }
}
