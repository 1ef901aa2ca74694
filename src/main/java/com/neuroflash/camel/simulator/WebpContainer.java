package com.neuroflash.camel.simulator;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** WebP: unknown chunks at the end of the extended format. Chunks have even lengths, so the whole has, too. */
final class WebpContainer implements ImageContainer {
    private static final int RIFF_HEADER = 12;
    private static final int FRAME = 8;
    private static final int EXTENDED_PAYLOAD = 10;
    private static final byte[] EXTENDED = ascii("VP8X");

    @Override
    public Split split(byte[] image, int width, int height, long added) {
        boolean extended = new String(image, RIFF_HEADER, 4, StandardCharsets.US_ASCII).equals("VP8X");
        int more = extended ? 0 : FRAME + EXTENDED_PAYLOAD;
        ByteBuffer before = ByteBuffer.allocate(image.length + more).order(ByteOrder.LITTLE_ENDIAN);
        before.put(ascii("RIFF"))
                .putInt((int) (image.length + more + added - FRAME))
                .put(ascii("WEBP"));
        if (!extended) {
            before.put(EXTENDED).putInt(EXTENDED_PAYLOAD).putInt(0);
            putThreeBytes(before, width - 1);
            putThreeBytes(before, height - 1);
        }
        before.put(image, RIFF_HEADER, image.length - RIFF_HEADER);
        return new Split(before.array(), new byte[0]);
    }

    @Override
    public byte[] comment(String text) {
        byte[] payload = text.getBytes(StandardCharsets.ISO_8859_1);
        int padded = payload.length + payload.length % 2;
        return ByteBuffer.allocate(FRAME + padded)
                .put(head("NFSM", payload.length))
                .put(payload)
                .array();
    }

    @Override
    public List<Part> padding(long bytes) {
        long payload = bytes - FRAME - bytes % 2;
        return payload < 0 ? List.of() : List.of(Part.of(head("NFPD", payload)), Part.filler(payload));
    }

    private static byte[] head(String type, long payload) {
        return ByteBuffer.allocate(FRAME)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii(type))
                .putInt((int) payload)
                .array();
    }

    private static void putThreeBytes(ByteBuffer buffer, int value) {
        buffer.put((byte) value).put((byte) (value >> 8)).put((byte) (value >> 16));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
