package com.neuroflash.camel.intent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GateTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ManualTimer timer = new ManualTimer();
    private final Map<String, NamedGuest> guests = new HashMap<>();
    private final List<String> entered = new ArrayList<>();
    private final ManualProbe probe = new ManualProbe();
    private final Gate gate = new Gate(
            timer, timer, new Random(1), new Backoff(SECOND, SECOND.multipliedBy(8)), Duration.ofMinutes(10), probe);

    @Test
    void letsEveryoneInWhileOpen() {
        assertThat(enter("a")).isTrue();

        assertThat(entered).containsExactly("a");
        assertThat(gate.reason()).isEmpty();
    }

    @Test
    void letsExactlyOneTryAfterThePause() {
        pause("a", Stage.SEND, Duration.ZERO);
        enter("b");
        enter("c");

        timer.advance(SECOND);

        assertThat(entered).containsExactly("b");
        assertThat(gate.admits(guest("b"))).isTrue();
        assertThat(gate.admits(guest("c"))).isFalse();
    }

    @Test
    void opensForAllWhenTheStepThatFailedSucceeds() {
        pause("a", Stage.SEND, Duration.ZERO);
        enter("b");
        timer.advance(SECOND);

        gate.succeeded(guest("b"), Stage.CHECK, timer.getAsLong());
        assertThat(gate.reason()).isNotEmpty();
        gate.succeeded(guest("b"), Stage.SEND, timer.getAsLong());

        assertThat(gate.reason()).isEmpty();
        assertThat(entered).containsExactly("b", "a");
    }

    @Test
    void staysClosedWhenAStepSucceedsThatBeganBeforeThePause() {
        long before = timer.getAsLong();
        timer.advance(SECOND);
        pause("a", Stage.SEND, Duration.ZERO);

        gate.succeeded(guest("a"), Stage.SEND, before);

        assertThat(gate.reason()).isEqualTo("rate limit");
    }

    @Test
    void triesNobodyBeforeTheServersWaitIsOver() {
        pause("a", Stage.SEND, Duration.ofSeconds(60));

        timer.advance(Duration.ofSeconds(59));
        assertThat(entered).isEmpty();
        timer.advance(Duration.ofSeconds(2));

        assertThat(entered).containsExactly("a");
    }

    @Test
    void takesTheLongestWaitOfAStormOfRefusals() {
        long before = timer.getAsLong();
        pause("a", Stage.SEND, Duration.ofSeconds(10));
        gate.pause(guest("b"), Stage.SEND, rateLimit(Duration.ofSeconds(30)), before - 1, () -> entered.add("b"));

        timer.advance(Duration.ofSeconds(29));

        assertThat(entered).isEmpty();
    }

    @Test
    void waitsLongerAfterEachFailedTry() {
        pause("a", Stage.SEND, Duration.ZERO);
        timer.advance(SECOND);
        pause("a", Stage.SEND, Duration.ZERO);
        timer.advance(Duration.ofMillis(999));
        assertThat(entered).containsExactly("a");

        timer.advance(Duration.ofMillis(1_001));

        assertThat(entered).containsExactly("a", "a");
    }

    @Test
    void letsTheNextTryWhenTheOneThatTriedEndsWithoutTelling() {
        pause("a", Stage.DELIVER, Duration.ZERO);
        guest("b").paid = true;
        enter("b");
        timer.advance(SECOND);

        gate.finished(guest("b"));
        timer.advance(SECOND);

        assertThat(entered).containsExactly("b", "a");
        assertThat(gate.reason()).isNotEmpty();
    }

    @Test
    void givesBackThoseWhoWaitWhenItStops() {
        pause("a", Stage.SEND, Duration.ZERO);

        assertThat(gate.stop()).containsExactly(guest("a"));
        assertThat(enter("b")).isFalse();
        timer.advance(Duration.ofHours(1));
        assertThat(entered).isEmpty();
    }

    @Test
    void letsOneNewcomerTryWhenOnlySuchWaitAsHaveTriedInVain() throws InterruptedException {
        pause("a", Stage.SEND, Duration.ZERO);
        assertThat(gate.tryEntry()).isEmpty();
        timer.advance(SECOND);

        Gate.Entry newcomer = gate.tryEntry().orElseThrow();
        newcomer.carries(guest("b"));

        assertThat(gate.tryEntry()).isEmpty();
        assertThat(gate.admits(guest("b"))).isTrue();
        gate.succeeded(guest("b"), Stage.SEND, timer.getAsLong());
        assertThat(gate.reason()).isEmpty();
        assertThat(guest("a").alone).containsExactly(Stage.SEND);
        assertThat(guest("b").alone).isEmpty();
    }

    @Test
    void letsTheNextNewcomerTryWhenTheFirstLeavesWithoutTrying() {
        pause("a", Stage.SEND, Duration.ZERO);
        timer.advance(SECOND);
        gate.tryEntry().orElseThrow().close();
        gate.finished(guest("a"));

        timer.advance(SECOND);

        assertThat(gate.tryEntry()).isPresent();
    }

    @Test
    void letsTheNextTryWhenANewcomerFailsBeforeItCouldSend() {
        pause("a", Stage.RECALL, Duration.ZERO);
        timer.advance(SECOND);
        gate.finished(guest("a"));
        gate.tryEntry().orElseThrow().carries(guest("b"));
        entered.clear();

        pause("b", Stage.RECALL, Duration.ZERO);
        timer.advance(SECOND.multipliedBy(8));

        assertThat(entered).isNotEmpty();
    }

    @Test
    void letsNobodyElseTryWhenAnEntryIsGivenBackUnused() {
        pause("a", Stage.DELIVER, Duration.ZERO);
        pause("b", Stage.DELIVER, Duration.ZERO);
        probe.finds(true);
        timer.advance(SECOND.multipliedBy(2));
        assertThat(entered).containsExactly("a");

        gate.tryEntry().orElseThrow().close();
        timer.advance(SECOND.multipliedBy(8));

        assertThat(entered).containsExactly("a");
    }

    @Test
    void admitsNobodyBeforeTheWaitThatALaterRefusalAsksFor() {
        pause("a", Stage.SEND, Duration.ZERO);
        timer.advance(SECOND);
        gate.tryEntry().orElseThrow().carries(guest("b"));

        pause("late", Stage.SEND, Duration.ofSeconds(60));

        assertThat(gate.admits(guest("a"))).isFalse();
        assertThat(gate.admits(guest("b"))).isFalse();
        timer.advance(Duration.ofSeconds(59));
        assertThat(gate.tryEntry()).isEmpty();
        timer.advance(SECOND);
        assertThat(gate.admits(guest("a"))).isTrue();
    }

    @Test
    void letsNobodyPayWhileTheSinkIsAway() {
        pause("paid", Stage.DELIVER, Duration.ZERO);
        enter("unpaid");

        timer.advance(Duration.ofHours(8));

        assertThat(entered).doesNotContain("unpaid");
        assertThat(gate.admits(guest("unpaid"))).isFalse();
        assertThat(gate.tryEntry()).isEmpty();
        assertThat(entered).contains("paid");
    }

    @Test
    void letsANewcomerPayWhenNobodyIsLeftToTellThatTheSinkIsBack() {
        pause("paid", Stage.DELIVER, Duration.ZERO);
        gate.leave(guest("paid"));
        timer.advance(Duration.ofHours(1));
        assertThat(gate.tryEntry()).isEmpty();

        probe.finds(true);
        timer.advance(SECOND.multipliedBy(8));

        gate.tryEntry().orElseThrow().carries(guest("b"));
        assertThat(gate.admits(guest("b"))).isTrue();
    }

    @Test
    void letsNobodyPayWhenTheSinkFailsAgainAfterItLookedWell() {
        pause("paid", Stage.DELIVER, Duration.ZERO);
        probe.finds(true);
        timer.advance(SECOND.multipliedBy(8));
        probe.finds(false);

        pause("another", Stage.DELIVER, Duration.ZERO);
        gate.finished(guest("paid"));
        gate.leave(guest("another"));
        timer.advance(Duration.ofHours(1));

        assertThat(gate.tryEntry()).isEmpty();
        assertThat(gate.admits(guest("unpaid"))).isFalse();
    }

    @Test
    void letsButOnePayToFindOutInAWhile() {
        pause("paid", Stage.FETCH, Duration.ZERO);
        timer.advance(SECOND);
        gate.tryEntry().orElseThrow().carries(guest("b"));
        assertThat(gate.admits(guest("b"))).isTrue();
        pause("b", Stage.FETCH, Duration.ZERO);
        gate.finished(guest("paid"));

        timer.advance(Duration.ofMinutes(9));
        assertThat(gate.tryEntry()).isEmpty();
        gate.finished(guest("b"));
        gate.finished(guest("paid"));
        timer.advance(Duration.ofMinutes(2));

        assertThat(gate.tryEntry()).isPresent();
    }

    @Test
    void letsTheNextFindOutWhenOneWasRefusedInsteadOfPaid() {
        pause("paid", Stage.FETCH, Duration.ZERO);
        timer.advance(SECOND);
        gate.tryEntry().orElseThrow().carries(guest("b"));
        assertThat(gate.admits(guest("b"))).isTrue();

        gate.finished(guest("b"));
        gate.finished(guest("paid"));
        timer.advance(SECOND);

        assertThat(gate.tryEntry()).isPresent();
    }

    @Test
    void admitsNobodyWhenItStops() {
        gate.stop();

        assertThat(gate.admits(guest("a"))).isFalse();
    }

    private boolean enter(String prompt) {
        return gate.enter(guest(prompt), () -> entered.add(prompt));
    }

    private void pause(String prompt, Stage stage, Duration atLeast) {
        guest(prompt).paid |= stage.isPaid();
        gate.pause(guest(prompt), stage, rateLimit(atLeast), timer.getAsLong(), () -> entered.add(prompt));
    }

    private NamedGuest guest(String name) {
        return guests.computeIfAbsent(name, key -> new NamedGuest());
    }

    private static final class NamedGuest implements Gate.Guest {
        private final List<Stage> alone = new ArrayList<>();
        private boolean paid;

        @Override
        public boolean isPaid() {
            return paid;
        }

        @Override
        public void othersSucceededAt(Stage stage) {
            alone.add(stage);
        }
    }

    private static Action.Pause rateLimit(Duration atLeast) {
        return new Action.Pause("rate limit", "", atLeast);
    }
}
