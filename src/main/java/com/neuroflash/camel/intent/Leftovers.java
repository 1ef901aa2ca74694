package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.billing.Batch;
import com.neuroflash.camel.billing.FrozenRequest;
import com.neuroflash.camel.billing.Settlement;
import com.neuroflash.camel.ledger.Ledger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the history held when a lost ledger was rebuilt, and nobody owns: paid and never delivered, perhaps, so that a
 * prompt that comes again may be paid already. Empty for a ledger that was never lost.
 */
final class Leftovers {
    private final Ledger ledger;
    private final BillingSettings settings;
    private final HistoryKnowledge history;
    private Optional<List<Batch>> batches = Optional.empty();

    Leftovers(Ledger ledger, BillingSettings settings, HistoryKnowledge history) {
        this.ledger = requireNonNull(ledger, "ledger is null");
        this.settings = requireNonNull(settings, "settings is null");
        this.history = requireNonNull(history, "history is null");
    }

    /** Whether one of them could be what this request has made. */
    boolean mayBeOf(FrozenRequest request) {
        List<Batch> left = batches();
        return !left.isEmpty()
                && !Settlement.watermark(request, left, ledger.settlement().claims(settings.account(), left))
                        .knownImageIds()
                        .isEmpty();
    }

    private synchronized List<Batch> batches() {
        if (batches.isEmpty()) {
            batches = Optional.of(
                    ledger.operator().rebuilt().map(this::unclaimedAt).orElse(List.of()));
        }
        return batches.get();
    }

    /** What was under way when the ledger was lost comes a settle time later. */
    private List<Batch> unclaimedAt(Instant rebuilt) {
        Instant last = rebuilt.plus(settings.rules().settleTime());
        List<Batch> before = history.all().stream()
                .filter(batch -> !batch.createdAt().map(last::isBefore).orElse(false))
                .toList();
        return ledger.settlement().claims(settings.account(), before).unclaimed(before);
    }
}
