package com.neuroflash.camel.billing;

/**
 * F: the SHA-256 of a frozen request's canonical text. Requests of equal F are interchangeable.
 *
 * @param value 64 lower-case hexadecimal digits
 */
public record Fingerprint(String value) {
    /** Checks the shape. */
    public Fingerprint {
        Sha256.requireDigest(value, "a fingerprint");
    }

    @Override
    public String toString() {
        return value;
    }
}
