package com.neuroflash.camel.api;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Optional;

/**
 * An image that was streamed into a file.
 *
 * @param file where the bytes are
 * @param contentType the server's word about their type; not to be trusted
 * @param length how many bytes arrived
 */
public record ViewedImage(Path file, Optional<String> contentType, long length) {
    /** Checks that the file is named. */
    public ViewedImage {
        requireNonNull(file, "file is null");
        contentType = Absent.toEmpty(contentType);
    }
}
