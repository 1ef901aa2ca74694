package com.neuroflash.camel.delivery;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.Optional;

/**
 * An image's dimensions, read from its header with a few bytes of memory: no decoder sees the file, and a chunk of any
 * size is skipped, never loaded.
 */
record ImageSize(int width, int height) {
    private static final int MAX_JPEG_SEGMENTS = 4096;

    /** Empty when the header holds no dimensions. */
    static Optional<ImageSize> read(RandomAccessFile file, ImageFormat format) throws IOException {
        try {
            file.seek(0);
            return switch (format) {
                case PNG -> ofPng(file);
                case JPEG -> ofJpeg(file);
                case WEBP -> ofWebp(file);
            };
        } catch (EOFException ignored) {
            // the file ends within its header, as one that holds no dimensions
            return Optional.empty();
        }
    }

    long pixels() {
        return (long) width * height;
    }

    @Override
    public String toString() {
        return width + "x" + height + " pixels";
    }

    private static Optional<ImageSize> of(int width, int height) {
        return width > 0 && height > 0 ? Optional.of(new ImageSize(width, height)) : Optional.empty();
    }

    private static Optional<ImageSize> ofPng(RandomAccessFile file) throws IOException {
        file.seek(8);
        boolean header = file.readInt() == 13 && file.readInt() == fourCharacters("IHDR");
        return header ? of(file.readInt(), file.readInt()) : Optional.empty();
    }

    private static Optional<ImageSize> ofJpeg(RandomAccessFile file) throws IOException {
        file.seek(2);
        for (int segment = 0; segment < MAX_JPEG_SEGMENTS; segment++) {
            int marker = nextMarker(file);
            if (isStartOfFrame(marker)) {
                file.skipBytes(3);
                int height = file.readUnsignedShort();
                return of(file.readUnsignedShort(), height);
            }
            if (marker == 0xDA || marker == 0xD9 || marker < 0) {
                return Optional.empty();
            }
            int length = file.readUnsignedShort();
            file.seek(file.getFilePointer() - 2 + Math.max(2, length));
        }
        return Optional.empty();
    }

    /** The next marker that a length follows, or a negative number when there is none. */
    private static int nextMarker(RandomAccessFile file) throws IOException {
        if (file.readUnsignedByte() != 0xFF) {
            return -1;
        }
        int marker = file.readUnsignedByte();
        while (marker == 0xFF) {
            marker = file.readUnsignedByte();
        }
        return marker;
    }

    /** All of C0 to CF but the tables C4 (Huffman) and CC (arithmetic), and C8, which is reserved. */
    private static boolean isStartOfFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    private static Optional<ImageSize> ofWebp(RandomAccessFile file) throws IOException {
        file.seek(12);
        int chunk = file.readInt();
        file.seek(20);
        byte[] start = new byte[10];
        file.readFully(start);
        if (chunk == fourCharacters("VP8 ")) {
            boolean keyFrame = (start[0] & 1) == 0 && littleEndian(start, 3, 3) == 0x2A019D;
            return keyFrame
                    ? of(littleEndian(start, 6, 2) & 0x3FFF, littleEndian(start, 8, 2) & 0x3FFF)
                    : Optional.empty();
        }
        if (chunk == fourCharacters("VP8L")) {
            int bits = littleEndian(start, 1, 4);
            return start[0] == 0x2F ? of(1 + (bits & 0x3FFF), 1 + (bits >>> 14 & 0x3FFF)) : Optional.empty();
        }
        boolean extended = chunk == fourCharacters("VP8X");
        return extended ? of(1 + littleEndian(start, 4, 3), 1 + littleEndian(start, 7, 3)) : Optional.empty();
    }

    private static int littleEndian(byte[] bytes, int offset, int count) {
        int value = 0;
        for (int at = count - 1; at >= 0; at--) {
            value = value << 8 | bytes[offset + at] & 0xFF;
        }
        return value;
    }

    private static int fourCharacters(String name) {
        return name.charAt(0) << 24 | name.charAt(1) << 16 | name.charAt(2) << 8 | name.charAt(3);
    }
}
