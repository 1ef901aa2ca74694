package com.neuroflash.camel.delivery;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * The name of an object in a sink, proven harmless: segments of {@code [A-Za-z0-9._-]} that don't begin with a dot or
 * dash or end with a dot, joined by slashes. It can't leave its root, hide a file, or hold an expression.
 *
 * @param value at most 905 characters in all and 238 a segment
 */
public record ObjectKey(String value) {
    /** What is put behind an image's key to name its sidecar; no image's key ends with it. */
    static final String SIDECAR_EXTENSION = ".json";

    static final int MAX_IMAGE_KEY = 900;
    static final int MAX_IMAGE_SEGMENT = 233;

    private static final Pattern SAFE = Pattern.compile(
            "(?:[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_-])?)(?:/[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_-])?)*");

    /** Checks the key. */
    public ObjectKey {
        requireNonNull(value, "value is null");
        if (!isShort(value) || !SAFE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "not an object key: expected segments of A-Z a-z 0-9 . _ - joined by /, which begin with a letter,"
                            + " digit or underscore, at most 238 characters each and 905 in all; found "
                            + value.length() + " characters; take it from a key template");
        }
    }

    /** The key of this image's sidecar. */
    public ObjectKey sidecar() {
        return new ObjectKey(value + SIDECAR_EXTENSION);
    }

    /** The key itself. */
    @Override
    public String toString() {
        return value;
    }

    private static boolean isShort(String key) {
        if (key.length() > MAX_IMAGE_KEY + SIDECAR_EXTENSION.length()) {
            return false;
        }
        for (String segment : key.split("/", -1)) {
            if (segment.length() > MAX_IMAGE_SEGMENT + SIDECAR_EXTENSION.length()) {
                return false;
            }
        }
        return true;
    }
}
