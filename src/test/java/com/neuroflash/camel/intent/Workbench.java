package com.neuroflash.camel.intent;

import com.neuroflash.camel.api.GeneratedImage;
import com.neuroflash.camel.api.Generation;
import com.neuroflash.camel.api.GenerationDefaults;
import com.neuroflash.camel.api.GenerationRequest;
import com.neuroflash.camel.billing.Account;
import com.neuroflash.camel.billing.AttemptState;
import com.neuroflash.camel.billing.BillingRules;
import com.neuroflash.camel.billing.Budget;
import com.neuroflash.camel.billing.FrozenRequest;
import com.neuroflash.camel.billing.Identity;
import com.neuroflash.camel.billing.Moment;
import com.neuroflash.camel.history.HistoryWalker;
import com.neuroflash.camel.ledger.AttemptRecord;
import com.neuroflash.camel.ledger.Ledger;
import com.neuroflash.camel.ledger.LedgerSettings;
import com.neuroflash.camel.prompt.PromptMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A ledger, a history and clocks that a test sets, for the parts of the pipeline by themselves. */
final class Workbench implements AutoCloseable {
    static final Account ACCOUNT = new Account("app.example.com", "w");
    static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    static final BillingSettings SETTINGS = new BillingSettings(
            ACCOUNT,
            "client-1",
            BillingRules.defaults(),
            Budget.unlimited(),
            Duration.ofHours(1),
            Duration.ofMinutes(10),
            100);

    final ListedHistory history = new ListedHistory();
    final ServerTimekeeper time = new ServerTimekeeper(this::moment);
    final Ledger ledger;
    /** Since {@link #START}, by every clock. */
    Duration passed = Duration.ZERO;

    Workbench(Path directory) {
        ledger = Ledger.open(
                LedgerSettings.of("jdbc:sqlite:" + directory.resolve("ledger.db"), LedgerSettings.Access.RUN));
        ledger.heartbeat(ledger.owner(), Duration.ofHours(1));
        time.heard(START, Duration.ZERO);
    }

    Purchases purchases() {
        OwnerLease lease = new OwnerLease(ledger, time, Duration.ofHours(1));
        lease.beat();
        return new Purchases(ledger, SETTINGS, time, lease, knowledge(), books());
    }

    Bookkeeping books() {
        return new Bookkeeping(ledger, SETTINGS.rules(), time);
    }

    HistoryKnowledge knowledge() {
        return new HistoryKnowledge(new HistoryWalker(history, time), time, Duration.ofHours(1));
    }

    PromptRun run(String id, String text) {
        Arrival arrival = new Arrival(
                PromptMessage.of(GenerationRequest.of(text)),
                new PromptSource("prompts.jsonl", 1),
                new PromptIdentity(
                        "inbox",
                        Identity.ofSender("inbox", id),
                        Identity.rawHash((id + text).getBytes(StandardCharsets.UTF_8)),
                        false));
        return new PromptRun(new Asked(arrival, frozen(text), "{image_id}.{ext}", Optional.of("directory")));
    }

    static FrozenRequest frozen(String text) {
        return FrozenRequest.freeze(ACCOUNT, GenerationRequest.of(text), GenerationDefaults.none());
    }

    /** An answer with a batch and one image; an empty id is one that it leaves out. */
    static Generation answer(String batchId, String imageId) {
        GeneratedImage image = new GeneratedImage(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(imageId).filter(id -> !id.isEmpty()));
        return new Generation(
                List.of(image), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(batchId));
    }

    List<AttemptState> states(PromptRun run) {
        return ledger.load(run.identity()).orElseThrow().attempts().stream()
                .map(AttemptRecord::state)
                .toList();
    }

    private Moment moment() {
        return new Moment(START.plus(passed), passed.toNanos());
    }

    @Override
    public void close() {
        ledger.close();
    }
}
