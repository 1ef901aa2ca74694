package com.neuroflash.camel.billing;

/** What a message is whose identity is known already. */
public enum Recognition {
    /** The same message again: answered from the ledger. */
    SAME,
    /** Another message under a used identity: a dead letter, "identity reused", never acknowledged as done. */
    REUSED;

    /**
     * Compares a message with the intent stored under its identity. A message resumed by {@link Identity#asId()} was
     * written by us, with other bytes than the first; it must ask for the same images.
     *
     * @param resumed whether the message named its identity by {@link Identity#asId()}
     */
    public static Recognition of(
            String storedRawHash,
            Fingerprint storedFingerprint,
            String rawHash,
            Fingerprint fingerprint,
            boolean resumed) {
        boolean same = storedRawHash.equals(rawHash) || resumed && storedFingerprint.equals(fingerprint);
        return same ? SAME : REUSED;
    }
}
