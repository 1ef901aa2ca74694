package com.neuroflash.camel.app;

import com.neuroflash.camel.api.GeneratedImage;
import com.neuroflash.camel.api.Generation;
import com.neuroflash.camel.api.GenerationDefaults;
import com.neuroflash.camel.api.GenerationRequest;
import com.neuroflash.camel.billing.Account;
import com.neuroflash.camel.billing.Attempt;
import com.neuroflash.camel.billing.BillingRules;
import com.neuroflash.camel.billing.Budget;
import com.neuroflash.camel.billing.FrozenRequest;
import com.neuroflash.camel.billing.Identity;
import com.neuroflash.camel.billing.ServerSpan;
import com.neuroflash.camel.billing.Watermark;
import com.neuroflash.camel.ledger.AttemptRecord;
import com.neuroflash.camel.ledger.Ledger;
import com.neuroflash.camel.ledger.NewIntent;
import com.neuroflash.camel.ledger.Origin;
import com.neuroflash.camel.ledger.Preparation;
import com.neuroflash.camel.ledger.PrepareResult;
import com.neuroflash.camel.ledger.Reason;
import com.neuroflash.camel.ledger.StoredObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A prompt in a ledger, brought into a state as a running service does. */
record KeptPrompt(Account account, String id, String text) {
    private static final String OWNER = "test-process";

    Identity identity() {
        return Identity.ofSender("inbox", id);
    }

    String prefix() {
        return identity().value().substring(0, 12);
    }

    FrozenRequest request() {
        return FrozenRequest.freeze(account, GenerationRequest.of(text), GenerationDefaults.none());
    }

    /** Sent, and the answer was lost. */
    KeptPrompt held(Ledger ledger, Instant sent) {
        ledger.unknown(prepare(ledger, sent).id(), Reason.of("the answer was lost: timeout"));
        ledger.hold(
                identity(),
                OWNER,
                Reason.of(
                        "the history holds an unclaimed image that could be this prompt's", "adopt, resubmit or drop"));
        return this;
    }

    /** Never sent, but it looks like what a lost ledger may have sent. */
    KeptPrompt assumed(Ledger ledger, Instant at) {
        ledger.unknown(prepare(ledger, at).id(), Reason.of(AttemptRecord.ASSUMED));
        ledger.hold(identity(), OWNER, Reason.of(AttemptRecord.ASSUMED, "adopt, resubmit or drop"));
        return this;
    }

    /** Waits for money, never sent. */
    KeptPrompt parked(Ledger ledger) {
        ledger.heartbeat(OWNER, Duration.ofHours(1));
        ledger.begin(intent(), OWNER);
        ledger.park(identity(), OWNER, Instant.parse("2026-12-01T00:00:00Z"), Reason.of("the budget is used up"));
        return this;
    }

    /** Answered and delivered. */
    KeptPrompt done(Ledger ledger, StoredObject object) {
        Attempt attempt = prepare(ledger, Instant.now());
        ledger.answered(attempt.id(), answer("batch-" + id, "image-" + id), Instant.now());
        ledger.imageDelivered(attempt.id(), 0, object, Optional.empty());
        return this;
    }

    private Attempt prepare(Ledger ledger, Instant sent) {
        ledger.heartbeat(OWNER, Duration.ofHours(1));
        Preparation preparation = new Preparation(
                OWNER,
                "client-1",
                new ServerSpan(sent, sent.plusSeconds(1)),
                true,
                Watermark.ofEmptyHistory(),
                4,
                BillingRules.defaults(),
                Budget.unlimited());
        return ((PrepareResult.Prepared) ledger.prepare(intent(), preparation)).attempt();
    }

    private NewIntent intent() {
        Origin origin = new Origin(
                "inbox",
                Optional.of("prompts.jsonl"),
                OptionalLong.of(7),
                Optional.of(id),
                Optional.empty(),
                Map.of("campaign", "spring"));
        String rawHash = Identity.rawHash(text.getBytes(StandardCharsets.UTF_8));
        return new NewIntent(identity(), rawHash, request(), origin, "{date}/{name}-{image_id}.{ext}", "directory");
    }

    static StoredObject object(String key) {
        return new StoredObject(key, "ab".repeat(32), 1000, "image/png", 64, 32);
    }

    private static Generation answer(String batchId, String imageId) {
        GeneratedImage image = new GeneratedImage(
                Optional.of("/view/" + imageId),
                Optional.of("image/png"),
                Optional.empty(),
                Optional.of(1000L),
                Optional.of(64),
                Optional.of(32),
                Optional.of(imageId));
        return new Generation(
                List.of(image), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(batchId));
    }
}
