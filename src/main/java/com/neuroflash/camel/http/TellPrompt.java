package com.neuroflash.camel.http;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.billing.Identity;
import com.neuroflash.camel.intent.Recall;
import com.neuroflash.camel.ledger.IntentRecord;
import com.neuroflash.camel.ledger.LedgerUnavailableException;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.vertx.HttpMessage;

/** The step that answers a GET: where a prompt is on its way and where its images are, never its text. */
public final class TellPrompt implements Processor {
    private static final Duration WHILE_AWAY = Duration.ofSeconds(5);

    private final Recall recall;
    private final String sink;

    /**
     * Tells what the ledger knows.
     *
     * @param sink the sinks in words
     */
    public TellPrompt(Recall recall, String sink) {
        this.recall = requireNonNull(recall, "recall is null");
        this.sink = requireNonNull(sink, "sink is null");
    }

    @Override
    public void process(Exchange exchange) {
        String path = exchange.getMessage(HttpMessage.class).getRequest().path();
        exchange.getMessage().removeHeaders("*");
        reply(path.substring(path.lastIndexOf('/') + 1)).writeTo(exchange.getMessage());
    }

    Reply reply(String id) {
        try {
            Optional<IntentRecord> story = Identity.resumed(id).flatMap(recall::story);
            return story.map(intent -> Reply.of(Reply.OK, PromptStory.json(intent, sink)))
                    .orElseGet(() -> Reply.of(
                            Refusals.NOT_FOUND,
                            "no prompt has this id: never posted, or forgotten after ledger.retention"));
        } catch (LedgerUnavailableException away) {
            return Reply.later(Refusals.UNAVAILABLE, "the ledger is away", WHILE_AWAY);
        }
    }
}
