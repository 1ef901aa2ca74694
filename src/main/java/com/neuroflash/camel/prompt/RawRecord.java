package com.neuroflash.camel.prompt;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * One record of a file as its bytes: a line, a csv row that may span lines, or the whole file.
 *
 * @param line the physical line, counted from 1, where it begins
 * @param lines how many line ends it holds, its own included
 * @param offset where its first byte is in the file; a byte order mark belongs to no record
 * @param length how many bytes it has in the file, its line end included
 * @param content its bytes without the line end; empty when it is longer than {@link RawRecords#MAX_LENGTH}
 * @param flaw why it can't be used, in words for the sender
 * @param sha256 the SHA-256, in lower-case hex, of all its bytes without the line end
 */
public record RawRecord(
        long line, long lines, long offset, long length, byte[] content, Optional<String> flaw, String sha256) {

    /** Checks that all are there. */
    public RawRecord {
        requireNonNull(content, "content is null");
        requireNonNull(flaw, "flaw is null");
        requireNonNull(sha256, "sha256 is null");
    }

    /** Whether there is nothing to read but spaces. */
    public boolean isBlank() {
        if (flaw.isPresent()) {
            return false;
        }
        for (byte each : content) {
            if (each != ' ' && each != '\t' && each != '\r' && each != '\n') {
                return false;
            }
        }
        return true;
    }
}
