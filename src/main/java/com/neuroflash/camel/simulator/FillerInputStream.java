package com.neuroflash.camel.simulator;

import java.io.InputStream;
import java.util.Random;

/** That many bytes of a fixed pattern that does not compress, held only once in memory. */
final class FillerInputStream extends InputStream {
    private static final byte[] PATTERN = pattern();

    private final long length;
    private long position;

    FillerInputStream(long length) {
        this.length = length;
    }

    @Override
    public int read() {
        return position < length ? PATTERN[(int) (position++ % PATTERN.length)] & 0xFF : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int wanted) {
        if (position >= length) {
            return wanted == 0 ? 0 : -1;
        }
        int start = (int) (position % PATTERN.length);
        int count = (int) Math.min(Math.min(wanted, PATTERN.length - start), length - position);
        System.arraycopy(PATTERN, start, bytes, offset, count);
        position += count;
        return count;
    }

    /** No 0xFF, which begins a marker in a JPEG. */
    private static byte[] pattern() {
        byte[] pattern = new byte[64 * 1024];
        Random random = new Random(20_241_122);
        for (int i = 0; i < pattern.length; i++) {
            pattern[i] = (byte) random.nextInt(0xFF);
        }
        return pattern;
    }
}
