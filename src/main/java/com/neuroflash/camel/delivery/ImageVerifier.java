package com.neuroflash.camel.delivery;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Tells whether a file is the whole image that was promised. Its format is taken from its bytes, never from what a
 * server says; it is read twice, never decoded, and takes about 64 KiB of memory whatever its size.
 */
public final class ImageVerifier {
    private static final long DEFAULT_MAX_PIXELS = 100_000_000;
    private static final byte[] PNG_END = HexFormat.of().parseHex("0000000049454e44ae426082");
    private static final byte[] JPEG_END = HexFormat.of().parseHex("ffd9");

    private final long maxPixels;

    /** Accepts images of up to 100 megapixels. */
    public ImageVerifier() {
        this(DEFAULT_MAX_PIXELS);
    }

    /** Accepts images of up to {@code maxPixels} (width times height). */
    public ImageVerifier(long maxPixels) {
        this.maxPixels = maxPixels;
    }

    /**
     * The image's format, size and checksums.
     *
     * @param declaredType the server's content type; only another image format than the bytes' is an error
     * @throws CorruptImageException when the bytes are not a whole image, or not the expected one
     * @throws UncheckedIOException when the file can't be read
     */
    public VerifiedImage verify(Path image, Optional<String> declaredType, ExpectedImage expected) {
        requireNonNull(image, "image is null");
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "r")) {
            ImageFormat format = checkedFormat(image, file, declaredType, expected);
            ImageSize size = checkedSize(image, file, format, expected);
            checkEnd(image, file, format);
            Checksums checksums = checksums(image, file.length());
            return new VerifiedImage(
                    image, format, size.width(), size.height(), checksums.length(), checksums.sha256());
        } catch (IOException failure) {
            throw new UncheckedIOException("can't read the image " + image.getFileName(), failure);
        }
    }

    private static ImageFormat checkedFormat(
            Path image, RandomAccessFile file, Optional<String> declaredType, ExpectedImage expected)
            throws IOException {
        long length = file.length();
        if (length == 0) {
            throw new CorruptImageException(image, "an image", "an empty file");
        }
        if (expected.length().isPresent() && expected.length().get() != length) {
            throw new CorruptImageException(image, expected.length().get() + " bytes", length + " bytes");
        }
        byte[] start = new byte[(int) Math.min(12, length)];
        file.readFully(start);
        ImageFormat format = ImageFormat.ofMagic(start)
                .orElseThrow(() -> new CorruptImageException(
                        image,
                        "a PNG, JPEG or WebP file",
                        "a file that begins with the bytes " + HexFormat.of().formatHex(start)));
        if (declaredType.isPresent() && format.isContradictedBy(declaredType.get())) {
            throw new CorruptImageException(image, "the image type that the server declared", format.contentType());
        }
        return format;
    }

    private ImageSize checkedSize(Path image, RandomAccessFile file, ImageFormat format, ExpectedImage expected)
            throws IOException {
        ImageSize size = ImageSize.read(file, format)
                .orElseThrow(() -> new CorruptImageException(
                        image, "a " + format + " header with width and height", "a header without them"));
        if (size.pixels() > maxPixels) {
            throw new CorruptImageException(image, "at most " + maxPixels + " pixels", size.toString());
        }
        ImageSize promised = new ImageSize(
                expected.width().orElse(size.width()), expected.height().orElse(size.height()));
        if (!promised.equals(size)) {
            throw new CorruptImageException(image, promised.toString(), size.toString());
        }
        return size;
    }

    private static void checkEnd(Path image, RandomAccessFile file, ImageFormat format) throws IOException {
        boolean whole =
                switch (format) {
                    case PNG -> endsWith(file, PNG_END);
                    case JPEG -> endsWith(file, JPEG_END);
                    case WEBP -> riffLength(file) == file.length();
                };
        if (!whole) {
            throw new CorruptImageException(
                    image, "a " + format + " file with its end", "one that is cut off or continues after its end");
        }
    }

    private static boolean endsWith(RandomAccessFile file, byte[] end) throws IOException {
        if (file.length() < end.length) {
            return false;
        }
        byte[] found = new byte[end.length];
        file.seek(file.length() - end.length);
        file.readFully(found);
        return Arrays.equals(found, end);
    }

    private static long riffLength(RandomAccessFile file) throws IOException {
        file.seek(4);
        return 8 + Integer.toUnsignedLong(Integer.reverseBytes(file.readInt()));
    }

    private static Checksums checksums(Path image, long length) throws IOException {
        try (InputStream input = Files.newInputStream(image)) {
            Checksums checksums = Checksums.of(input);
            if (checksums.length() != length) {
                throw new CorruptImageException(
                        image, length + " bytes", checksums.length() + " bytes, still changing");
            }
            return checksums;
        }
    }
}
