package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.billing.Batch;
import com.neuroflash.camel.billing.FrozenRequest;
import com.neuroflash.camel.billing.Moment;
import com.neuroflash.camel.billing.Settlement;
import com.neuroflash.camel.ledger.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * What the history holds from before a lost ledger was rebuilt, and nobody owns: paid and never delivered, perhaps, so
 * that a prompt that comes again may be paid already. What was under way when the ledger was lost shows up a settle time
 * later; only then the history is asked. Empty for a ledger that was never lost.
 */
final class Leftovers {
    private final Ledger ledger;
    private final BillingSettings settings;
    private final ServerTimekeeper time;
    private final HistoryKnowledge history;
    private boolean asked;
    private Optional<Instant> settled = Optional.empty();
    private Optional<List<Batch>> batches = Optional.empty();

    Leftovers(Ledger ledger, BillingSettings settings, ServerTimekeeper time, HistoryKnowledge history) {
        this.ledger = requireNonNull(ledger, "ledger is null");
        this.settings = requireNonNull(settings, "settings is null");
        this.time = requireNonNull(time, "time is null");
        this.history = requireNonNull(history, "history is null");
    }

    /**
     * Until when a prompt that the ledger does not know can't be told from one that was under way; empty from then on.
     *
     * @throws ServerTimeUnknownException when the server must be heard first
     */
    synchronized Optional<Instant> awaitedUntil() {
        return settled().filter(until -> time.now().isBefore(until));
    }

    /** Whether one of them could be what this request has made; not to be asked before {@link #awaitedUntil} is over. */
    boolean mayBeOf(FrozenRequest request) {
        List<Batch> alike = Settlement.lookingAlike(request, batches());
        return !alike.isEmpty()
                && !ledger.settlement()
                        .claims(settings.account(), alike)
                        .unclaimed(alike)
                        .isEmpty();
    }

    private synchronized List<Batch> batches() {
        if (batches.isEmpty()) {
            batches = Optional.of(settled().map(this::unclaimedAt).orElse(List.of()));
        }
        return batches.get();
    }

    private List<Batch> unclaimedAt(Instant last) {
        List<Batch> before = history.all().stream()
                .filter(batch -> !batch.createdAt().map(last::isBefore).orElse(false))
                .toList();
        return ledger.settlement().claims(settings.account(), before).unclaimed(before);
    }

    /** In server time: how long ago the ledger was rebuilt is asked of the clock that wrote it down. */
    private Optional<Instant> settled() {
        if (!asked) {
            settled = ledger.operator().sinceRebuilt().map(this::settledAfter);
            asked = true;
        }
        return settled;
    }

    private Instant settledAfter(Duration sinceRebuilt) {
        Moment now = time.moment();
        if (!time.isSure(now)) {
            throw new ServerTimeUnknownException();
        }
        Instant rebuilt = time.at(now).latest().minus(sinceRebuilt);
        return rebuilt.plus(settings.rules().settleTime())
                .truncatedTo(ChronoUnit.SECONDS)
                .plusSeconds(1);
    }
}
