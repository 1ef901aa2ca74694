package com.neuroflash.camel.simulator;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** JPEG: comment segments after the JFIF header. */
final class JpegContainer implements ImageContainer {
    private static final int FRAME = 4;
    private static final int MAX_PAYLOAD = 65_533;
    private static final short COMMENT = (short) 0xFFFE;

    @Override
    public Split split(byte[] image, int width, int height, long added) {
        boolean jfif = (image[3] & 0xFF) == 0xE0;
        int place = jfif ? 4 + (ByteBuffer.wrap(image).getShort(4) & 0xFFFF) : 2;
        return new Split(Arrays.copyOf(image, place), Arrays.copyOfRange(image, place, image.length));
    }

    @Override
    public byte[] comment(String text) {
        byte[] payload = text.getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocate(FRAME + payload.length)
                .put(head(payload.length))
                .put(payload)
                .array();
    }

    @Override
    public List<Part> padding(long bytes) {
        List<Part> parts = new ArrayList<>();
        long left = bytes;
        while (left >= FRAME) {
            long payload = Math.min(MAX_PAYLOAD, left - FRAME);
            long rest = left - FRAME - payload;
            if (rest > 0 && rest < FRAME) {
                payload -= FRAME; // leaves enough for a last segment
            }
            parts.add(Part.of(head((int) payload)));
            parts.add(Part.filler(payload));
            left -= FRAME + payload;
        }
        return parts;
    }

    private static byte[] head(int payload) {
        return ByteBuffer.allocate(FRAME)
                .putShort(COMMENT)
                .putShort((short) (payload + 2))
                .array();
    }
}
