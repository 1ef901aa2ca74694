package com.neuroflash.camel.history;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.api.HistoryEntry;
import com.neuroflash.camel.api.Neuroflash;
import com.neuroflash.camel.billing.Batch;
import com.neuroflash.camel.billing.BillingRules;
import com.neuroflash.camel.billing.HistoryView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether two walks agree: what only the second shows must be new, what only the first shows must be gone by the server's
 * word. So neither can have skipped a row that was there all the time.
 */
public final class WalkComparison {
    private static final int MOST_LOOK_UPS = 50;

    private final Neuroflash neuroflash;
    private final BillingRules rules;

    /** Looks vanished rows up one by one in {@code neuroflash}. */
    public WalkComparison(Neuroflash neuroflash, BillingRules rules) {
        this.neuroflash = requireNonNull(neuroflash, "neuroflash is null");
        this.rules = requireNonNull(rules, "rules is null");
    }

    /** Whether both are whole and agree; the first must have ended before the second began. */
    public boolean agree(Walk first, Walk second) {
        return first.isWhole()
                && second.isWhole()
                && !second.begun().isBefore(first.ended())
                && appeared(first, second).isEmpty()
                && areGone(vanished(first, second));
    }

    /** What both together allow to decide. */
    public HistoryView view(Walk first, Walk second) {
        if (!agree(first, second)) {
            return second.view();
        }
        List<HistoryEntry> rows = new ArrayList<>(first.rows());
        rows.addAll(second.rows());
        return HistoryView.agreed(Batch.group(rows), first.begun(), second.begun(), floor(first, second));
    }

    /** Rows that only the second walk shows though they are too old to be new. */
    private List<HistoryEntry> appeared(Walk first, Walk second) {
        Duration youngest = rules.settleTime();
        Instant old = first.begun().minus(youngest);
        return onlyIn(second, first).stream()
                .filter(row -> row.createdAt().filter(old::isAfter).isPresent())
                .filter(row -> isWithin(first, row))
                .toList();
    }

    private static List<HistoryEntry> vanished(Walk first, Walk second) {
        return onlyIn(first, second).stream()
                .filter(row -> isWithin(second, row))
                .toList();
    }

    private boolean areGone(List<HistoryEntry> rows) {
        return rows.size() <= MOST_LOOK_UPS
                && rows.stream()
                        .allMatch(row ->
                                neuroflash.generation(row.outputImageId()).isEmpty());
    }

    private static List<HistoryEntry> onlyIn(Walk some, Walk other) {
        Set<String> others =
                other.rows().stream().map(HistoryEntry::outputImageId).collect(Collectors.toSet());
        return some.rows().stream()
                .filter(row -> !others.contains(row.outputImageId()))
                .toList();
    }

    private static boolean isWithin(Walk walk, HistoryEntry row) {
        return walk.floor().isEmpty()
                || row.createdAt().isEmpty()
                || !row.createdAt().get().isBefore(walk.floor().get());
    }

    /** The higher of both; the end counts as lowest. */
    private static Optional<Instant> floor(Walk first, Walk second) {
        return Stream.of(first.floor(), second.floor())
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder());
    }
}
