package com.neuroflash.camel.simulator;

import java.util.List;

/** Where a file format takes bytes that do not change the picture. */
interface ImageContainer {
    /**
     * Splits an encoded image at the place for additional chunks.
     *
     * @param added how many bytes will be put between the two parts
     */
    Split split(byte[] image, int width, int height, long added);

    /** A whole chunk that carries a text. */
    byte[] comment(String text);

    /** Chunks of that many bytes in all, or of a few less where the format can't have so many. */
    List<Part> padding(long bytes);

    /** What comes before and after the additional chunks. */
    record Split(byte[] before, byte[] after) {
        long length() {
            return (long) before.length + after.length;
        }
    }

    /** Some bytes of a file: given ones, or filler. */
    record Part(byte[] bytes, long filler) {
        static Part of(byte[] bytes) {
            return new Part(bytes, 0);
        }

        static Part filler(long length) {
            return new Part(new byte[0], length);
        }

        long length() {
            return bytes.length + filler;
        }
    }
}
