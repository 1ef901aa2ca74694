package com.neuroflash.camel.delivery;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Images as encoders write them, and some that no encoder would. */
final class Images {
    private Images() {}

    /** As the JDK or webp-imageio encodes it: {@code png}, {@code jpg} or {@code webp}. */
    static byte[] encode(String format, int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setPaint(new GradientPaint(0, 0, Color.ORANGE, width, height, Color.BLUE));
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!ImageIO.write(image, format, bytes)) {
            throw new IOException("nothing writes " + format);
        }
        return bytes.toByteArray();
    }

    /** A PNG whose header says these dimensions; with one data chunk of random bytes, written without holding them. */
    static Path png(Path file, int width, int height, int dataLength) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
        header.put(new byte[] {8, 2, 0, 0, 0});
        try (OutputStream output = Files.newOutputStream(file)) {
            output.write(HexFormat.of().parseHex("89504e470d0a1a0a"));
            writeChunk(output, "IHDR", header.array());
            Random random = new Random(1);
            byte[] data = new byte[64 * 1024];
            for (int left = dataLength; left > 0; left -= data.length) {
                random.nextBytes(data);
                writeChunk(output, "IDAT", data);
            }
            writeChunk(output, "IEND", new byte[0]);
        }
        return file;
    }

    /** An extended WebP whose colour profile claims to be most of the file. */
    static byte[] extendedWebp(int width, int height, int profileLength) {
        ByteBuffer bytes = ByteBuffer.allocate(30 + 8 + profileLength).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(ascii("RIFF")).putInt(bytes.capacity() - 8).put(ascii("WEBPVP8X"));
        bytes.putInt(10).putInt(0x20);
        putTriple(bytes, width - 1);
        putTriple(bytes, height - 1);
        bytes.put(ascii("ICCP")).putInt(profileLength);
        return bytes.array();
    }

    private static void putTriple(ByteBuffer bytes, int value) {
        bytes.put((byte) value).put((byte) (value >> 8)).put((byte) (value >> 16));
    }

    private static void writeChunk(OutputStream output, String type, byte[] data) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(ascii(type));
        checksum.update(data);
        output.write(ByteBuffer.allocate(8).putInt(data.length).put(ascii(type)).array());
        output.write(data);
        output.write(ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
