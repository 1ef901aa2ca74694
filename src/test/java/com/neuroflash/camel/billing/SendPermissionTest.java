package com.neuroflash.camel.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class SendPermissionTest {
    private static final BillingRules RULES = BillingRules.defaults();
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    @Test
    void permitsOnlyWhenEveryEarlierAttemptWasNotBilledOrIsLetGo() {
        for (AttemptState state : AttemptState.values()) {
            boolean free = EnumSet.of(
                            AttemptState.REJECTED, AttemptState.ABSENT, AttemptState.WAIVED, AttemptState.SURPLUS)
                    .contains(state);

            assertThat(ask(IntentState.ACTIVE, List.of(state), List.of()) instanceof SendPermission.Granted)
                    .as(state.name())
                    .isEqualTo(free);
        }
    }

    @Test
    void barsWhileALookalikeMayHaveBeenBilled() {
        assertThat(ask(IntentState.ACTIVE, List.of(), List.of(AttemptState.UNKNOWN)))
                .isEqualTo(new SendPermission.Barred());
        assertThat(ask(IntentState.ACTIVE, List.of(), List.of(AttemptState.UNIDENTIFIED)))
                .isEqualTo(new SendPermission.Barred());
        assertThat(ask(IntentState.ACTIVE, List.of(), List.of(AttemptState.PREPARED, AttemptState.ADOPTED)))
                .isEqualTo(new SendPermission.Granted(1));
    }

    @Test
    void countsOnlyAttemptsThatMayHaveBeenSentForNothing() {
        List<AttemptState> two = List.of(AttemptState.ABSENT, AttemptState.REJECTED, AttemptState.ABSENT);
        List<AttemptState> three = List.of(AttemptState.ABSENT, AttemptState.WAIVED, AttemptState.ABSENT);

        assertThat(ask(IntentState.PARKED, two, List.of())).isEqualTo(new SendPermission.Granted(4));
        assertThat(ask(IntentState.PARKED, three, List.of())).isEqualTo(new SendPermission.Exhausted(3));
    }

    @Test
    void neverSendsForAFinishedIntentNorWithoutLeaseNorWithoutTheServersTime() {
        assertThat(ask(IntentState.DROPPED, List.of(), List.of()))
                .isEqualTo(new SendPermission.Finished(IntentState.DROPPED));
        assertThat(SendPermission.toPrepare(
                        new SendPermission.Situation(IntentState.ACTIVE, List.of(), List.of(), false, true), RULES))
                .isEqualTo(new SendPermission.NotOwner());
        assertThat(SendPermission.toPrepare(
                        new SendPermission.Situation(IntentState.ACTIVE, List.of(), List.of(), true, false), RULES))
                .isEqualTo(new SendPermission.ClockUnsure());
    }

    @Test
    void refusesTheFirstByteWhenEitherClockSaysItIsLate() {
        Moment committed = new Moment(START, 0);
        Lease lease = new Lease("p", committed, Duration.ofMinutes(1));

        assertThat(SendPermission.toWrite(lease, committed, moment(9, 9), RULES))
                .isEmpty();
        assertThat(SendPermission.toWrite(lease, committed, moment(10, 1), RULES))
                .isPresent();
        assertThat(SendPermission.toWrite(lease, committed, moment(1, 10), RULES))
                .isPresent();
        assertThat(SendPermission.toWrite(lease, committed, moment(-3600, 1), RULES))
                .isPresent();
        assertThat(SendPermission.toWrite(
                        new Lease("p", committed, Duration.ofSeconds(5)), committed, moment(6, 6), RULES))
                .isPresent();
    }

    @Test
    void widensTheServersTimeWhenTheMachineSleptOrItsClockWasStepped() {
        ServerClock clock = new ServerClock(START, new Moment(START, 0), Duration.ofSeconds(1));

        assertThat(clock.at(moment(60, 60))).isEqualTo(new ServerSpan(START.plusSeconds(60), START.plusSeconds(62)));
        assertThat(clock.isSure(moment(60, 60))).isTrue();
        assertThat(clock.at(moment(3600, 60)))
                .isEqualTo(new ServerSpan(START.plusSeconds(60), START.plusSeconds(3602)));
        assertThat(clock.isSure(moment(3600, 60))).isFalse();
        assertThat(clock.isSure(moment(-3600, 60))).isFalse();
    }

    @Test
    void neverMovesAnAttemptOutOfAPaidState() {
        for (AttemptState paid : List.of(AttemptState.ANSWERED, AttemptState.ADOPTED)) {
            for (AttemptState next : AttemptState.values()) {
                assertThat(paid.canBecome(next)).isFalse();
            }
        }
        assertThat(AttemptState.UNIDENTIFIED.canBecome(AttemptState.ABSENT)).isFalse();
        assertThat(IntentState.DONE.canBecome(IntentState.ACTIVE)).isFalse();
        assertThat(IntentState.FAILED.canBecome(IntentState.ACTIVE)).isTrue();
    }

    private static Moment moment(long wall, long monotonic) {
        return new Moment(START.plusSeconds(wall), Duration.ofSeconds(monotonic).toNanos());
    }

    private static SendPermission ask(IntentState intent, List<AttemptState> own, List<AttemptState> alike) {
        return SendPermission.toPrepare(new SendPermission.Situation(intent, own, alike, true, true), RULES);
    }
}
