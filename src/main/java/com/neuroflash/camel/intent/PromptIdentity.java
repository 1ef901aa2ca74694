package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.billing.Identity;

/**
 * What makes a prompt the same one when its message comes again.
 *
 * @param source the configured source's name
 * @param identity the intent's key
 * @param rawHash of the message as it came, to tell whether a known identity comes with other content
 * @param resumed whether the message named its intent itself, as those in {@code .failed} do
 */
public record PromptIdentity(String source, Identity identity, String rawHash, boolean resumed) {
    /** Checks that all are there. */
    public PromptIdentity {
        requireNonNull(source, "source is null");
        requireNonNull(identity, "identity is null");
        requireNonNull(rawHash, "rawHash is null");
    }
}
