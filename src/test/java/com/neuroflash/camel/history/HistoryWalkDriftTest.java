package com.neuroflash.camel.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.neuroflash.camel.api.HistoryEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Random histories that change between pages: a walk that calls itself whole has missed nothing. */
class HistoryWalkDriftTest {
    @Property(tries = 1500, seed = "7")
    void missesNothingWhenItCallsItselfWhole(
            @ForAll long seed,
            @ForAll DriftingHistory.Order order,
            @ForAll @IntRange(max = 120) int rows,
            @ForAll @IntRange(max = 6) int inserted,
            @ForAll @IntRange(max = 4) int deleted,
            @ForAll @IntRange(min = 1, max = 30) int rowsASecond,
            @ForAll @IntRange(min = 12, max = 60) int cap,
            @ForAll @IntRange(max = 130) int floor) {
        DriftingHistory history = new DriftingHistory(seed, order, cap).drifting(inserted, deleted);
        for (int i = 0; i < rows; i++) {
            history.add(i / rowsASecond);
        }
        List<HistoryEntry> before = new ArrayList<>(history.rows);
        Optional<Instant> down =
                floor > 120 ? Optional.empty() : Optional.of(DriftingHistory.START.plusSeconds(floor / rowsASecond));

        Walk walk = new HistoryWalker(history, () -> DriftingHistory.START, 40, 10).walk(down);

        before.retainAll(history.rows);
        before.removeIf(row -> down.isPresent() && row.createdAt().orElseThrow().isBefore(down.get()));
        if (walk.isWhole()) {
            assertThat(walk.rows()).containsAll(before).doesNotHaveDuplicates();
        }
    }

    @Property(tries = 300, seed = "8")
    void isWholeInASortedHistoryWhereNotTooMuchIsDeleted(
            @ForAll long seed,
            @ForAll @IntRange(max = 300) int rows,
            @ForAll @IntRange(max = 10) int inserted,
            @ForAll @IntRange(max = 1) int deleted) {
        DriftingHistory history =
                new DriftingHistory(seed, DriftingHistory.Order.NEWEST_FIRST, 1000).drifting(inserted, deleted);
        for (int i = 0; i < rows; i++) {
            history.add(i / 3);
        }

        assertThat(new HistoryWalker(history, () -> DriftingHistory.START, 60, 20)
                        .walk(Optional.empty())
                        .shortfall())
                .isEmpty();
    }
}
