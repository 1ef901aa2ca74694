package com.neuroflash.camel.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The token that a request must bear; comparing tells nothing by the time it takes, not even the length. */
final class BearerToken {
    private static final String SCHEME = "bearer ";

    private final byte[] digest;

    BearerToken(String token) {
        digest = digest(token);
    }

    /** Whether the header {@code Authorization} bears it. */
    boolean isIn(String authorization) {
        boolean bearer = authorization != null && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        String found = bearer ? authorization.substring(SCHEME.length()).strip() : "";
        return MessageDigest.isEqual(digest, digest(found)) && bearer;
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256; this one has not", impossible);
        }
    }
}
