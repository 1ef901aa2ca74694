package com.neuroflash.camel.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.neuroflash.camel.billing.BillingRules;
import com.neuroflash.camel.billing.Claims;
import com.neuroflash.camel.billing.HistoryView;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HistoryWalkerTest {
    private static final Instant START = DriftingHistory.START;

    @Test
    void stopsBelowTheFloorOfASortedHistory() {
        DriftingHistory history = history(DriftingHistory.Order.NEWEST_FIRST, 1000);

        Walk walk = walker(history).walk(Optional.of(START.plusSeconds(900)));

        assertThat(walk.isWhole()).isTrue();
        assertThat(walk.floor()).contains(START.plusSeconds(900));
        assertThat(history.calls()).isLessThan(5);
    }

    @Test
    void walksEverythingWhenAPageIsNotSorted() {
        DriftingHistory history = history(DriftingHistory.Order.OLDEST_FIRST, 200);

        Walk walk = walker(history).walk(Optional.of(START.plusSeconds(100)));

        assertThat(walk.isWhole()).isTrue();
        assertThat(walk.floor()).isEmpty();
        assertThat(walk.rows()).hasSize(200);
    }

    @Test
    void doesNotTakeManyOldRowsOfOneTimeForTheEndOfASortedHistory() {
        DriftingHistory history = new DriftingHistory(1, DriftingHistory.Order.OLDEST_FIRST, 1000);
        for (int i = 0; i < 60; i++) {
            history.add(0);
        }
        history.add(500);

        Walk walk = walker(history).walk(Optional.of(START.plusSeconds(400)));

        assertThat(walk.isWhole() && walk.rows().size() < 61).isFalse();
    }

    @Test
    void saysThatAShuffledHistoryCannotBeReadWhole() {
        DriftingHistory history = history(DriftingHistory.Order.SHUFFLED, 400);

        Walk walk = walker(history).walk(Optional.empty());

        assertThat(walk.isWhole()).isFalse();
        assertThat(walk.shortfall().orElseThrow()).contains("10 walks");
        assertThat(walk.view().gaveUp()).isTrue();
    }

    @Test
    void readsOnWhereTheServerGivesFewerRowsThanAskedFor() {
        DriftingHistory history = new DriftingHistory(1, DriftingHistory.Order.NEWEST_FIRST, 25);
        for (int i = 0; i < 90; i++) {
            history.add(i);
        }

        assertThat(walker(history).walk(Optional.empty()).rows()).hasSize(90);
    }

    @Test
    void refusesAnOverlapThatLeavesNoProgress() {
        assertThatThrownBy(() -> new HistoryWalker(history(DriftingHistory.Order.SHUFFLED, 1), () -> START, 40, 30))
                .hasMessageContaining("found 40 and 30");
    }

    @Test
    void agreesWhenWhatVanishedWasDeletedAndWhatAppearedIsNew() {
        DriftingHistory history = history(DriftingHistory.Order.NEWEST_FIRST, 50);
        HistoryWalker walker = walker(history);
        Walk first = walker.walk(Optional.empty());
        history.rows.remove(7);
        history.add(4990);
        Walk second = walker.walk(Optional.empty());

        HistoryView view = new WalkComparison(history, BillingRules.defaults()).view(first, second);

        assertThat(view.agreedSince()).contains(first.begun());
        assertThat(view.batches()).hasSize(51);
    }

    @Test
    void disagreesWhenARowIsMissingThatTheServerStillHas() {
        DriftingHistory history = history(DriftingHistory.Order.NEWEST_FIRST, 50);
        Walk first = walker(history).walk(Optional.empty());
        Walk second =
                new Walk(first.rows().subList(1, 50), Optional.empty(), first.ended(), first.ended(), Optional.empty());

        assertThat(new WalkComparison(history, BillingRules.defaults()).agree(first, second))
                .isFalse();
    }

    @Test
    void disagreesWhenARowAppearsThatIsTooOldToBeNew() {
        DriftingHistory history = history(DriftingHistory.Order.NEWEST_FIRST, 50);
        Walk first = walker(history).walk(Optional.empty());
        history.add(0);
        Walk second = walker(history).walk(Optional.empty());

        assertThat(new WalkComparison(history, BillingRules.defaults()).agree(first, second))
                .isFalse();
    }

    @Test
    void findsNoPairWhileAnImageIsNotShown() {
        DriftingHistory history = history(DriftingHistory.Order.NEWEST_FIRST, 2);
        Calibration calibration = new Calibration(history);

        assertThat(calibration.lookUp(Attempts.any(), START, new Claims(Set.of(), Set.of("i0", "i1"))))
                .hasValueSatisfying(pair -> assertThat(pair.rows()).hasSize(2));
        assertThat(calibration.lookUp(Attempts.any(), START, new Claims(Set.of(), Set.of("i0", "late"))))
                .isEmpty();
        assertThat(Calibration.find(
                        Attempts.any(),
                        START,
                        new Claims(Set.of("none"), Set.of()),
                        walker(history).walk(Optional.empty())))
                .isEmpty();
    }

    private static DriftingHistory history(DriftingHistory.Order order, int rows) {
        DriftingHistory history = new DriftingHistory(1, order, 1000);
        for (int i = 0; i < rows; i++) {
            history.add(i);
        }
        return history;
    }

    /** Its server time is long after every row, and later at each look. */
    private static HistoryWalker walker(DriftingHistory history) {
        AtomicInteger looks = new AtomicInteger();
        return new HistoryWalker(history, () -> START.plusSeconds(5000 + looks.incrementAndGet()), 50, 10);
    }
}
