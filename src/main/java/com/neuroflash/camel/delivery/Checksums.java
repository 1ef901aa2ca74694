package com.neuroflash.camel.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Length and checksum of a stream, computed in one pass.
 *
 * @param length in bytes
 * @param sha256 in lower-case hexadecimal digits
 */
record Checksums(long length, String sha256) {
    private static final int BUFFER = 64 * 1024;

    static Checksums of(byte[] bytes) {
        return new Checksums(bytes.length, HexFormat.of().formatHex(newDigest().digest(bytes)));
    }

    /** Of the rest of a stream, with constant memory. */
    static Checksums of(InputStream input) throws IOException {
        MessageDigest sha256 = newDigest();
        byte[] buffer = new byte[BUFFER];
        long length = 0;
        for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
            sha256.update(buffer, 0, count);
            length += count;
        }
        return new Checksums(length, HexFormat.of().formatHex(sha256.digest()));
    }

    /** SHA-256 of what was copied. */
    static String copySha256(InputStream input, OutputStream output) throws IOException {
        MessageDigest sha256 = newDigest();
        byte[] buffer = new byte[BUFFER];
        for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
            sha256.update(buffer, 0, count);
            output.write(buffer, 0, count);
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
