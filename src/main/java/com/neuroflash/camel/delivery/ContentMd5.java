package com.neuroflash.camel.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** What S3's {@code Content-MD5} wants: the MD5 in Base64. No other sink needs it, and it costs more than a SHA-256. */
final class ContentMd5 {
    private ContentMd5() {}

    static String of(byte[] bytes) {
        return Base64.getEncoder().encodeToString(md5().digest(bytes));
    }

    /**
     * Of an object's body as it is now.
     *
     * @throws CorruptImageException when these are not the bytes that were verified: S3 would take them for whole
     */
    static String of(SinkObject object) throws IOException {
        MessageDigest md5 = md5();
        try (InputStream input = object.open();
                OutputStream output = new DigestOutputStream(OutputStream.nullOutputStream(), md5)) {
            object.requireSha256(Checksums.copySha256(input, output));
        }
        return Base64.getEncoder().encodeToString(md5.digest());
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has MD5", impossible);
        }
    }
}
