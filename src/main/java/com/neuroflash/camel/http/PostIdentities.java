package com.neuroflash.camel.http;

import com.neuroflash.camel.billing.Identity;
import com.neuroflash.camel.intent.PromptIdentity;
import com.neuroflash.camel.prompt.PromptLine;
import java.util.Optional;
import java.util.UUID;

/**
 * What makes a prompt of one POST the same one when it is posted again: its own id, else the POST's idempotency key and
 * its line, whatever stands there. Without either every POST is a new one.
 */
final class PostIdentities {
    static final String SOURCE = "http";

    private static final String BY_KEY = "http idempotency key";

    private final String prefix;

    PostIdentities(Optional<String> key) {
        prefix = key.map(sender -> "key " + sender).orElseGet(() -> "post " + UUID.randomUUID());
    }

    PromptIdentity of(PromptLine.Parsed line) {
        Optional<String> own = line.message().id();
        Identity identity = own.map(id -> Identity.ofSender(SOURCE, id))
                .orElseGet(() -> Identity.ofSender(BY_KEY, prefix + " line " + line.number()));
        boolean resumed = own.flatMap(Identity::resumed).isPresent();
        return new PromptIdentity(SOURCE, identity, line.sha256(), resumed);
    }
}
