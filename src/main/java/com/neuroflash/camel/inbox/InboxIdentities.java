package com.neuroflash.camel.inbox;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.billing.Identity;
import com.neuroflash.camel.intent.PromptIdentity;
import com.neuroflash.camel.prompt.PromptLine;
import com.neuroflash.camel.source.PromptIdentities;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * The identities of a file's prompts: by the sender's own id, else by the file's name, its modification time and the line.
 *
 * @param fileName as it is called in the inbox
 * @param modified when it was changed last
 */
public record InboxIdentities(String fileName, Instant modified) implements PromptIdentities {
    /** The source's name. */
    public static final String SOURCE = "inbox";

    /** Checks that both are there. */
    public InboxIdentities {
        requireNonNull(fileName, "fileName is null");
        requireNonNull(modified, "modified is null");
    }

    @Override
    public PromptIdentity of(PromptLine.Parsed line) {
        Optional<String> id = line.message().id();
        Identity identity = id.map(own -> Identity.ofSender(SOURCE, own))
                .orElseGet(() -> Identity.ofLine(
                        SOURCE, fileName, modified, line.number(), line.sha256().getBytes(StandardCharsets.US_ASCII)));
        boolean resumed = id.flatMap(Identity::resumed).isPresent();
        return new PromptIdentity(SOURCE, identity, line.sha256(), resumed);
    }
}
