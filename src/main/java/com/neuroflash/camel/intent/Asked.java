package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.billing.FrozenRequest;
import com.neuroflash.camel.ledger.IntentRecord;
import com.neuroflash.camel.ledger.NewIntent;
import com.neuroflash.camel.ledger.Origin;
import com.neuroflash.camel.prompt.PromptMessage;
import java.util.Optional;

/**
 * What is asked for, frozen at first sight: neither the configuration nor the file that it comes in again changes it.
 *
 * @param arrival the prompt as it came in first, under the identity that it came with last
 * @param request what is sent
 * @param keyTemplate how its objects are named
 * @param sink where they go; empty for a prompt that was begun before the ledger kept it
 */
record Asked(Arrival arrival, FrozenRequest request, String keyTemplate, Optional<String> sink) {
    Asked {
        requireNonNull(arrival, "arrival is null");
        requireNonNull(request, "request is null");
        requireNonNull(keyTemplate, "keyTemplate is null");
        requireNonNull(sink, "sink is null");
    }

    /** As the ledger has kept it. */
    static Asked of(IntentRecord record) {
        PromptIdentity identity = new PromptIdentity(
                record.origin().source(),
                record.identity(),
                record.known().rawHash().orElse(""),
                true);
        return of(record, identity);
    }

    /** As the ledger has kept it, of a prompt that has come again under that identity. */
    static Asked of(IntentRecord record, PromptIdentity identity) {
        Origin origin = record.origin();
        PromptMessage message = new PromptMessage(
                record.request().request(), origin.senderId(), origin.name(), origin.metadata(), record.sink());
        PromptSource source = new PromptSource(
                origin.file().orElse(origin.source()), origin.line().orElse(1));
        return new Asked(new Arrival(message, source, identity), record.request(), record.keyTemplate(), record.sink());
    }

    /** What the ledger is given to keep. */
    NewIntent intent() {
        PromptIdentity identity = arrival.identity();
        return new NewIntent(
                identity.identity(), identity.rawHash(), request, arrival.origin(), keyTemplate, sink.orElseThrow());
    }
}
