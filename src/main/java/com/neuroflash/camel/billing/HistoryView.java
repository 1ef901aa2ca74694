package com.neuroflash.camel.billing;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the history showed, as far as a decision needs it.
 *
 * @param batches every batch seen, in either walk
 * @param begun the server's time, not later than when the last walk began
 * @param floor down to where the walks reached; empty when they reached the end
 * @param whole whether the last walk is known to have missed nothing
 * @param agreedSince when the first of two whole, agreeing walks began; empty when there are none
 * @param gaveUp whether no whole walk could be had
 */
public record HistoryView(
        List<Batch> batches,
        Instant begun,
        Optional<Instant> floor,
        boolean whole,
        Optional<Instant> agreedSince,
        boolean gaveUp) {

    /** Copies the batches. */
    public HistoryView {
        batches = List.copyOf(batches);
        requireNonNull(begun, "begun is null");
        requireNonNull(floor, "floor is null");
        requireNonNull(agreedSince, "agreedSince is null");
    }

    /** One walk. */
    public static HistoryView single(List<Batch> batches, Instant begun, Optional<Instant> floor, boolean whole) {
        return new HistoryView(batches, begun, floor, whole, Optional.empty(), false);
    }

    /** Two whole walks that agree. */
    public static HistoryView agreed(
            List<Batch> batches, Instant firstBegun, Instant secondBegun, Optional<Instant> floor) {
        return new HistoryView(batches, secondBegun, floor, true, Optional.of(firstBegun), false);
    }

    /** No whole walk could be had, however often it was begun. */
    public static HistoryView gaveUp(List<Batch> batches, Instant begun) {
        return new HistoryView(batches, begun, Optional.of(Instant.MAX), false, Optional.empty(), true);
    }

    /** Whether the walks went below {@code depth}; an empty depth asks for the end. */
    boolean reaches(Optional<Instant> depth) {
        return floor.isEmpty() || depth.isPresent() && !floor.get().isAfter(depth.get());
    }

    boolean agreesSince(Instant time) {
        return agreedSince.isPresent() && !agreedSince.get().isBefore(time);
    }
}
