package com.neuroflash.camel.billing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 as 64 lower-case hexadecimal digits. */
final class Sha256 {
    private static final int DIGITS = 64;

    private Sha256() {}

    static String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    static String of(byte[] bytes) {
        return HexFormat.of().formatHex(digest().digest(bytes));
    }

    /** Each part is preceded by its length, so that no two lists of parts give the same bytes. */
    static String ofParts(String... parts) {
        MessageDigest digest = digest();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_16BE);
            digest.update(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            digest.update(bytes);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static String requireDigest(String hex, String name) {
        if (!isDigest(hex)) {
            throw new IllegalArgumentException(name + " must be " + DIGITS + " lower-case hexadecimal digits");
        }
        return hex;
    }

    static boolean isDigest(String hex) {
        if (hex.length() != DIGITS) {
            return false;
        }
        for (int at = 0; at < DIGITS; at++) {
            char c = hex.charAt(at);
            if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        return true;
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256; this one has not", impossible);
        }
    }
}
