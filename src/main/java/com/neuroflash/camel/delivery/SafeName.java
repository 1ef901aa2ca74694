package com.neuroflash.camel.delivery;

import java.nio.ByteBuffer;
import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * Turns any text into a part of a file's name: {@code [A-Za-z0-9._-]}, bounded, not hidden, not {@code ..}, and no
 * device of Windows.
 */
final class SafeName {
    private static final int HASH_LENGTH = 16;
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern REFUSED = Pattern.compile("[^A-Za-z0-9._-]+");
    private static final Pattern DASHES = Pattern.compile("-{2,}");
    private static final Pattern EDGES = Pattern.compile("^[.-]+|[.-]+$");
    private static final Pattern DEVICE = Pattern.compile("(?i)(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\\..*)?");
    private static final Pattern HASHED = Pattern.compile(".*-[0-9a-f]{" + HASH_LENGTH + "}");

    private SafeName() {}

    /** A text for people: what it loses is lost. */
    static String of(String text, String fallback, int maxLength) {
        String plain = sanitised(text, maxLength);
        return plain.isEmpty() ? fallback : plain;
    }

    /** A text that tells objects apart: when anything is lost a hash of the whole is appended, so that none collide. */
    static String ofIdentity(String text, String fallback, int maxLength) {
        String plain = sanitised(text, maxLength);
        if (!text.isEmpty() && plain.equals(text) && !HASHED.matcher(text).matches()) {
            return text;
        }
        String hash = Checksums.of(charactersOf(text)).sha256().substring(0, HASH_LENGTH);
        return of(text, fallback, maxLength - HASH_LENGTH - 1) + "-" + hash;
    }

    /** Windows opens a device for such a name, whatever its extension. */
    static boolean isDevice(String segment) {
        return DEVICE.matcher(segment).matches();
    }

    /** Every character as it is: UTF-8 makes all halves of broken pairs the same question mark. */
    private static byte[] charactersOf(String text) {
        ByteBuffer bytes = ByteBuffer.allocate(Character.BYTES * text.length());
        bytes.asCharBuffer().put(text);
        return bytes.array();
    }

    private static String sanitised(String text, int maxLength) {
        String start = text.substring(0, Math.min(text.length(), 4 * maxLength));
        String letters =
                MARKS.matcher(Normalizer.normalize(start, Normalizer.Form.NFKD)).replaceAll("");
        String allowed =
                DASHES.matcher(REFUSED.matcher(letters).replaceAll("-")).replaceAll("-");
        String trimmed = EDGES.matcher(allowed).replaceAll("");
        String bounded = EDGES.matcher(trimmed.substring(0, Math.min(trimmed.length(), maxLength - 1)))
                .replaceAll("");
        return isDevice(bounded) ? "_" + bounded : bounded;
    }
}
