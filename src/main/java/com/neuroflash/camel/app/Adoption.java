package com.neuroflash.camel.app;

import com.neuroflash.camel.api.GenerationRequest;
import com.neuroflash.camel.api.HistoryEntry;
import com.neuroflash.camel.billing.Account;
import com.neuroflash.camel.billing.Batch;
import com.neuroflash.camel.billing.FrozenRequest;
import com.neuroflash.camel.history.Walk;
import com.neuroflash.camel.intent.Counted;
import com.neuroflash.camel.ledger.AttemptRecord;
import com.neuroflash.camel.ledger.IntentRecord;
import com.neuroflash.camel.ledger.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gives a batch of the history to a prompt whose answer was lost, as a person decides. */
final class Adoption {
    /** More than clocks differ. */
    private static final Duration MARGIN = Duration.ofDays(1);

    private final Settings settings;
    private final Ledger ledger;
    private final IntentRecord intent;

    Adoption(Settings settings, Ledger ledger, IntentRecord intent) {
        this.settings = settings;
        this.ledger = ledger;
        this.intent = intent;
    }

    /** The unclaimed batches that look like the prompt's; the one that is its own, when images of it are missing. */
    Answer candidates() {
        List<Batch> candidates = candidates(walk().batches());
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("BATCH", "IMAGES", "MADE", "MODEL", "USER"));
        candidates.forEach(batch -> rows.add(row(batch)));
        return Answer.ok(
                new JsonFields()
                        .put("intent", intent.identity())
                        .put(
                                "candidates",
                                candidates.stream().map(Adoption::json).toList())
                        .map(),
                candidates.isEmpty()
                        ? List.of("the history shows no unclaimed batch of this prompt since it was sent first")
                        : PlainText.table(rows));
    }

    private List<Batch> candidates(List<Batch> all) {
        Optional<String> own = unfinished().flatMap(AttemptRecord::batchId);
        if (own.isPresent()) {
            return all.stream().filter(batch -> batch.batchId().equals(own)).toList();
        }
        return ledger.settlement().claims(intent.request().account(), all).unclaimed(all).stream()
                .filter(this::isOfSamePrompt)
                .toList();
    }

    /** Billed, and images of it are missing, as a rebuild may find. */
    private Optional<AttemptRecord> unfinished() {
        return intent.billed().filter(attempt -> !attempt.whole());
    }

    /** Adopts a batch. */
    Answer adopt(String batchId, boolean otherPrompt) {
        List<HistoryEntry> rows = walk().rows().stream()
                .filter(row -> row.batchId().filter(batchId::equals).isPresent())
                .toList();
        if (rows.isEmpty()) {
            throw new CommandException("--batch: the history shows no batch " + PlainText.of(batchId)
                    + " since the prompt was sent first; without --batch those that could be its are listed");
        }
        Batch batch = new Batch(Optional.of(batchId), rows);
        if (!otherPrompt && !isOfSamePrompt(batch)) {
            throw new CommandException("--batch: the history shows " + PlainText.of(batchId)
                    + " with another prompt than ledger show does; if it is this prompt's all the same, since the server"
                    + " rewrote it, add --other-prompt");
        }
        return new OperatorAnswer(intent)
                .of(
                        ledger.operator().adopt(intent.identity(), batch),
                        "adopted the batch " + batchId + " of " + Counted.of(batch.size(), "image")
                                + "; a running service delivers them now, else the next one");
    }

    private Walk walk() {
        requireSameAccount();
        AttemptRecord open = intent.open()
                .or(this::unfinished)
                .orElseThrow(() -> new CommandException(
                        "adopt: expected a prompt with an attempt that may have been billed unnoticed; found none: it is "
                                + PlainText.of(intent.state()) + ", so no batch can be its"));
        try (HistoryAccess history = HistoryAccess.open(settings)) {
            return history.walk(Optional.of(floor(open)));
        }
    }

    private void requireSameAccount() {
        Account own = intent.request().account();
        Optional<Account> configured = settings.neuroflash().account();
        if (configured.isPresent() && !configured.get().equals(own)) {
            throw new CommandException("adopt: expected the configuration of the account that was billed (" + own.host()
                    + ", workspace " + own.workspaceId() + "), found "
                    + configured.get().host() + ", workspace "
                    + configured.get().workspaceId()
                    + "; set neuroflash.base-url and neuroflash.workspace-id");
        }
    }

    private static Instant floor(AttemptRecord open) {
        return open.attempt().sent().earliest().minus(MARGIN);
    }

    /** Letters and digits alike: a history may show a prompt with other spaces. */
    private boolean isOfSamePrompt(Batch batch) {
        Account account = intent.request().account();
        return batch.rows().stream().allMatch(row -> row.prompt()
                .filter(prompt -> !prompt.isBlank())
                .map(prompt -> new FrozenRequest(account, GenerationRequest.of(prompt)))
                .filter(shown -> shown.likeness().equals(intent.request().likeness()))
                .isPresent());
    }

    private static List<String> row(Batch batch) {
        HistoryEntry first = batch.rows().get(0);
        return List.of(
                batch.batchId().orElse("(none; image " + first.outputImageId() + ")"),
                String.valueOf(batch.size()),
                batch.createdAt().map(PlainText::of).orElse("-"),
                first.model().orElse("-"),
                first.userId().map(String::valueOf).orElse("-"));
    }

    static Object json(Batch batch) {
        HistoryEntry first = batch.rows().get(0);
        return new JsonFields()
                .put("batch_id", batch.batchId())
                .put(
                        "image_ids",
                        batch.rows().stream().map(HistoryEntry::outputImageId).toList())
                .put("created_at", batch.createdAt())
                .put("model", first.model())
                .put("user_id", first.userId())
                .map();
    }
}
