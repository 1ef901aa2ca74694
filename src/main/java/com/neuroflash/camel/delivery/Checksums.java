package com.neuroflash.camel.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Both checksums of a stream, computed in one pass.
 *
 * @param length in bytes
 * @param sha256 in lower-case hexadecimal digits
 * @param md5 in Base64
 */
record Checksums(long length, String sha256, String md5) {
    private static final int BUFFER = 64 * 1024;

    static Checksums of(byte[] bytes) {
        return new Checksums(
                bytes.length,
                HexFormat.of().formatHex(digest("SHA-256").digest(bytes)),
                Base64.getEncoder().encodeToString(digest("MD5").digest(bytes)));
    }

    /** The checksums of the rest of a stream, with constant memory. */
    static Checksums of(InputStream input) throws IOException {
        MessageDigest sha256 = digest("SHA-256");
        MessageDigest md5 = digest("MD5");
        byte[] buffer = new byte[BUFFER];
        long length = 0;
        for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
            sha256.update(buffer, 0, count);
            md5.update(buffer, 0, count);
            length += count;
        }
        return new Checksums(
                length,
                HexFormat.of().formatHex(sha256.digest()),
                Base64.getEncoder().encodeToString(md5.digest()));
    }

    /** SHA-256 alone of what was copied: where it is only compared, MD5 would cost twice as much again. */
    static String copySha256(InputStream input, OutputStream output) throws IOException {
        MessageDigest sha256 = digest("SHA-256");
        byte[] buffer = new byte[BUFFER];
        for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
            sha256.update(buffer, 0, count);
            output.write(buffer, 0, count);
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has " + algorithm, impossible);
        }
    }
}
