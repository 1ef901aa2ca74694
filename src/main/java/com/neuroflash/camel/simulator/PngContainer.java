package com.neuroflash.camel.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/** PNG: additional chunks before the last one, IEND. */
final class PngContainer implements ImageContainer {
    private static final int FRAME = 12;
    private static final byte[] TEXT = ascii("tEXt");
    private static final byte[] PADDING = ascii("nfPd");

    @Override
    public Split split(byte[] image, int width, int height, long added) {
        int end = image.length - FRAME;
        return new Split(Arrays.copyOf(image, end), Arrays.copyOfRange(image, end, image.length));
    }

    @Override
    public byte[] comment(String text) {
        byte[] payload = ("Comment\0" + text).getBytes(StandardCharsets.ISO_8859_1);
        CRC32 crc = new CRC32();
        crc.update(TEXT);
        crc.update(payload);
        return ByteBuffer.allocate(FRAME + payload.length)
                .putInt(payload.length)
                .put(TEXT)
                .put(payload)
                .putInt((int) crc.getValue())
                .array();
    }

    @Override
    public List<Part> padding(long bytes) {
        long payload = bytes - FRAME;
        if (payload < 0) {
            return List.of();
        }
        byte[] head = ByteBuffer.allocate(8).putInt((int) payload).put(PADDING).array();
        byte[] checksum = ByteBuffer.allocate(4).putInt(checksum(payload)).array();
        return List.of(Part.of(head), Part.filler(payload), Part.of(checksum));
    }

    private static int checksum(long payload) {
        CRC32 crc = new CRC32();
        crc.update(PADDING);
        InputStream filler = new FillerInputStream(payload);
        byte[] buffer = new byte[64 * 1024];
        try {
            for (int read = filler.read(buffer); read > 0; read = filler.read(buffer)) {
                crc.update(buffer, 0, read);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return (int) crc.getValue();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
