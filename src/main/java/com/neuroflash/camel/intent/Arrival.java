package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.prompt.PromptMessage;

/**
 * A prompt as it came in, to be kept.
 *
 * @param message what its sender wrote
 * @param source where it came from
 * @param identity what makes it the same one when it comes again
 */
public record Arrival(PromptMessage message, PromptSource source, PromptIdentity identity) {
    /** Checks that nothing is null. */
    public Arrival {
        requireNonNull(message, "message is null");
        requireNonNull(source, "source is null");
        requireNonNull(identity, "identity is null");
    }
}
