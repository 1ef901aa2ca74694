package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.ledger.Origin;
import com.neuroflash.camel.prompt.PromptMessage;
import java.util.Optional;
import java.util.OptionalLong;

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

    /** What the ledger keeps of the message beside the request. */
    Origin origin() {
        return new Origin(
                identity.source(),
                Optional.of(source.name()),
                OptionalLong.of(source.line()),
                message.id(),
                message.name(),
                message.metadata());
    }
}
