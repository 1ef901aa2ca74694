package com.neuroflash.camel.simulator;

/**
 * What images a simulator makes.
 *
 * @param pixels width times height, about
 * @param fastBytes 0 for real images; else the length of prepared images that differ in a few bytes
 * @param seed another seed makes other images of the same prompts
 */
public record ImageSettings(int pixels, long fastBytes, long seed) {
    static final int MEGAPIXEL = 1024 * 1024;

    /** Checks the sizes. */
    public ImageSettings {
        if (pixels < 4096 || pixels > 64 * MEGAPIXEL) {
            throw new IllegalArgumentException("pixels must be 4096 to " + 64 * MEGAPIXEL + ", found " + pixels);
        }
        if (fastBytes < 0 || fastBytes > 1L << 30) {
            throw new IllegalArgumentException("fastBytes must be 0 (off) to 1 GiB, found " + fastBytes);
        }
    }

    boolean fast() {
        return fastBytes > 0;
    }
}
