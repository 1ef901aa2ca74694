package com.neuroflash.camel.delivery;

/**
 * Thrown when a key is taken by other bytes: the object that is there was left alone, the new bytes were stored in
 * quarantine, and a person decides.
 */
public final class ObjectConflictException extends DeliveryException {
    private static final long serialVersionUID = 1L;

    private final String key;
    private final String quarantineKey;

    ObjectConflictException(SinkObject object, String foundSha256, String quarantineKey) {
        super(
                "a different object has the key " + object.key() + ": expected SHA-256 " + object.sha256() + ", found "
                        + foundSha256 + "; the new bytes are at " + quarantineKey
                        + ": compare both, then remove one of them",
                null);
        this.key = object.key().value();
        this.quarantineKey = quarantineKey;
    }

    /** The key that both objects claim. */
    public String key() {
        return key;
    }

    /** Where the new bytes are, in the same sink. */
    public String quarantineKey() {
        return quarantineKey;
    }
}
