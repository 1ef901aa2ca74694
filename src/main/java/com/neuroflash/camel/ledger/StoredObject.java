package com.neuroflash.camel.ledger;

import static java.util.Objects.requireNonNull;

/**
 * An image's object in the sink (or, in quarantine, beside it).
 *
 * @param key its name in the sink
 * @param sha256 of its bytes, in lower-case hexadecimal digits
 * @param length in bytes
 * @param contentType of its bytes
 * @param width in pixels
 * @param height in pixels
 */
public record StoredObject(String key, String sha256, long length, String contentType, int width, int height) {
    /** Checks that all are there. */
    public StoredObject {
        requireNonNull(key, "key is null");
        requireNonNull(sha256, "sha256 is null");
        requireNonNull(contentType, "contentType is null");
    }

    /** Whether {@code other} is the same bytes under the same name. */
    public boolean isSameAs(StoredObject other) {
        return key.equals(other.key) && sha256.equals(other.sha256);
    }
}
