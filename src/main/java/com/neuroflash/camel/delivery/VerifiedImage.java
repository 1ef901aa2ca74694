package com.neuroflash.camel.delivery;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * A whole image of a known format.
 *
 * @param file where its bytes are
 * @param format told by its bytes
 * @param width in pixels
 * @param height in pixels
 * @param length in bytes
 * @param sha256 of the bytes, 64 lower-case hexadecimal digits
 */
public record VerifiedImage(Path file, ImageFormat format, int width, int height, long length, String sha256) {
    /** Checks that nothing is null. */
    public VerifiedImage {
        requireNonNull(file, "file is null");
        requireNonNull(format, "format is null");
        requireNonNull(sha256, "sha256 is null");
    }
}
