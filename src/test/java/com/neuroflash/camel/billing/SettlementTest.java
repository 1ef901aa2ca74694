package com.neuroflash.camel.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.neuroflash.camel.api.GenerationRequest;
import com.neuroflash.camel.api.HistoryEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SettlementTest {
    private static final BillingRules RULES = BillingRules.defaults();
    private static final Instant SENT = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant SETTLED = SENT.plus(RULES.settleTime());
    private static final HistoryEntry CALIBRATING =
            row("i0", "b0", 7, "a dog", "png", SENT.minusSeconds(3600).plusSeconds(5));
    private static final HistoryEntry OURS = row("i1", "b1", 7, "a cat", "png", SENT.plusSeconds(5));

    @Test
    void adoptsBeforeTButCallsItWholeOnlyWhenItCanNotGrow() {
        assertThat(decide(unknown("a1", "a cat", "png"), early(OURS)))
                .isEqualTo(new Decision.Adopt(Batch.group(List.of(OURS)).get(0), false));
        assertThat(decide(unknown("a1", "a cat", "png"), late(OURS)))
                .isEqualTo(new Decision.Adopt(Batch.group(List.of(OURS)).get(0), true));
    }

    @Test
    void callsAbsentOnlyAfterTwoAgreeingWalksThatBeganAfterT() {
        Attempt attempt = unknown("a1", "a cat", "png");
        HistoryView firstTooEarly =
                HistoryView.agreed(List.of(), SETTLED.minusSeconds(1), SETTLED.plusSeconds(9), Optional.empty());

        assertThat(decide(attempt, early())).isEqualTo(new Decision.Wait(SETTLED, Decision.Wait.Cause.SETTLING));
        assertThat(decide(attempt, firstTooEarly)).isInstanceOf(Decision.Wait.class);
        assertThat(decide(attempt, late())).isEqualTo(new Decision.Absent());
    }

    @Test
    void waitsWhileALookalikeIsUnderWay() {
        Attempt attempt = unknown("a1", "a cat", "png");
        Attempt prepared = attempt("a2", "a cat", "jpeg", AttemptState.PREPARED);

        assertThat(settlement(RULES)
                        .decide(List.of(attempt, prepared), late(OURS), Claims.none())
                        .get("a1"))
                .isInstanceOfSatisfying(Decision.Wait.class, wait -> assertThat(wait.reason())
                        .isEqualTo(Decision.Wait.Cause.IN_FLIGHT));
    }

    @Test
    void holdsWhatAnUnclaimedRowCouldBe() {
        HistoryEntry other = row("i1", "b1", 7, "A  Cat!", "jpeg", SENT.plusSeconds(5));
        HistoryEntry foreign = row("i1", "b1", 8, "a cat", "png", SENT.plusSeconds(5));
        Attempt attempt = unknown("a1", "a cat", "png");

        assertThat(decide(attempt, late(other))).isEqualTo(new Decision.Held(Decision.Doubt.LOOKS_LIKE_OURS));
        assertThat(decide(attempt, late(foreign))).isEqualTo(new Decision.Absent());
    }

    @Test
    void holdsWhatTheServerWasNeverSeenToShow() {
        assertThat(decide(unknown("a1", "eine Katze fällt", "png"), late()))
                .isEqualTo(new Decision.Held(Decision.Doubt.NOT_CALIBRATED));
        assertThat(new Settlement(ServerProfile.blank(), LagStatistics.none(), RULES)
                        .decide(List.of(unknown("a1", "a cat", "png")), late(), Claims.none()))
                .containsValue(new Decision.Held(Decision.Doubt.NOT_CALIBRATED));
    }

    @Test
    void suspendsAbsentWhenTheHistoryWasSlowerThanAssumed() {
        LagStatistics slow = LagStatistics.of(List.of(Duration.ofSeconds(121)));

        assertThat(new Settlement(profile(), slow, RULES)
                        .decide(List.of(unknown("a1", "a cat", "png")), late(), Claims.none()))
                .containsValue(new Decision.Held(Decision.Doubt.LAG_SUSPENDED));
        assertThat(LagStatistics.none().with(Duration.ofSeconds(61)).isNearLimit(RULES))
                .isTrue();
        assertThat(LagStatistics.none().with(Duration.ofSeconds(60)).isNearLimit(RULES))
                .isFalse();
    }

    @Test
    void resubmitsOnlyWhatMayNotHaveBeenBilled() {
        BillingRules resubmit = new BillingRules(
                RULES.generationLimit(),
                RULES.historyLag(),
                RULES.sendGuard(),
                RULES.clockMargin(),
                3,
                BillingRules.OnAmbiguous.RESUBMIT);
        HistoryEntry doubtful = row("i1", "b1", 7, "a cat", "jpeg", SENT.plusSeconds(5));
        Attempt unidentified = attempt("a2", "a cat", "png", AttemptState.UNIDENTIFIED);

        assertThat(settlement(resubmit)
                        .decide(List.of(unknown("a1", "a cat", "png"), unidentified), late(doubtful), Claims.none()))
                .containsEntry("a1", new Decision.Waive(Decision.Doubt.LOOKS_LIKE_OURS))
                .containsEntry("a2", new Decision.Held(Decision.Doubt.BILLED_WITHOUT_IDS));
    }

    @Test
    void matchesEqualRequestsAsMultisetsOldestFirst() {
        HistoryEntry second = row("i2", "b2", 7, "a cat", "png", SENT.plusSeconds(9));
        List<Attempt> group =
                List.of(unknown("a1", "a cat", "png"), unknown("a2", "a cat", "png"), unknown("a3", "a cat", "png"));

        Map<String, Decision> decisions = settlement(RULES).decide(group, late(second, OURS), Claims.none());

        assertThat(decisions.get("a1"))
                .isEqualTo(new Decision.Adopt(Batch.group(List.of(OURS)).get(0), true));
        assertThat(decisions.get("a2"))
                .isEqualTo(new Decision.Adopt(Batch.group(List.of(second)).get(0), true));
        assertThat(decisions.get("a3")).isEqualTo(new Decision.Absent());
    }

    @Test
    void leavesAloneWhatIsClaimedOrWasKnownBefore() {
        Claims claims = new Claims(Set.of("b1"), Set.of());
        HistoryEntry known = row("known", "b9", 7, "a cat", "png", SENT.plusSeconds(1));

        assertThat(settlement(RULES).decide(List.of(unknown("a1", "a cat", "png")), late(OURS, known), claims))
                .containsEntry("a1", new Decision.Absent());
    }

    @Test
    void walksBelowTheSendTimeEvenIfTheWatermarkIsInTheFuture() {
        Watermark future = new Watermark(Optional.of(SENT.plusSeconds(600)), Set.of());
        Attempt attempt = unknown("a1", "a cat", "png");
        Attempt ahead = new Attempt(
                "a1", attempt.request(), attempt.state(), "client", attempt.sent(), future, 4, OptionalInt.empty());

        assertThat(settlement(RULES).floor(List.of(ahead)).orElseThrow()).isBefore(SENT);
    }

    private static Decision decide(Attempt attempt, HistoryView view) {
        return settlement(RULES).decide(List.of(attempt), view, Claims.none()).get(attempt.id());
    }

    private static Settlement settlement(BillingRules rules) {
        return new Settlement(profile(), LagStatistics.none(), rules);
    }

    /** Learnt from a dog an hour before, in both formats, so that the renamed parameter is recognised. */
    private static ServerProfile profile() {
        HistoryEntry jpeg = row("i9", "b9", 7, "a dog", "jpeg", SENT.minusSeconds(3595));
        return ServerProfile.learn(List.of(pair("png", CALIBRATING), pair("jpeg", jpeg)), RULES);
    }

    private static AnsweredPair pair(String format, HistoryEntry row) {
        Instant sent = SENT.minusSeconds(3600);
        Attempt attempt = new Attempt(
                "a0",
                unknown("a0", "a dog", format).request(),
                AttemptState.ANSWERED,
                "client",
                ServerSpan.exactly(sent),
                Watermark.ofEmptyHistory(),
                4,
                OptionalInt.empty());
        return new AnsweredPair(attempt, sent.plusSeconds(10), List.of(row));
    }

    private static HistoryView early(HistoryEntry... rows) {
        return HistoryView.single(Batch.group(List.of(rows)), SENT.plusSeconds(60), Optional.empty(), true);
    }

    private static HistoryView late(HistoryEntry... rows) {
        return HistoryView.agreed(Batch.group(List.of(rows)), SETTLED, SETTLED.plusSeconds(9), Optional.empty());
    }

    private static Attempt unknown(String id, String prompt, String format) {
        return attempt(id, prompt, format, AttemptState.UNKNOWN);
    }

    private static Attempt attempt(String id, String prompt, String format, AttemptState state) {
        GenerationRequest request = new GenerationRequest(
                prompt,
                Optional.empty(),
                Optional.empty(),
                Optional.of(format),
                Optional.of("nano-banana-2"),
                Optional.empty(),
                List.of());
        Watermark watermark = new Watermark(Optional.of(SENT.minusSeconds(60)), Set.of("known"));
        OptionalInt answered = state == AttemptState.UNIDENTIFIED ? OptionalInt.of(1) : OptionalInt.empty();
        FrozenRequest frozen = new FrozenRequest(new Account("h", "w"), request);
        return new Attempt(id, frozen, state, "client", ServerSpan.exactly(SENT), watermark, 4, answered);
    }

    private static HistoryEntry row(
            String id, String batchId, long user, String prompt, String format, Instant created) {
        return new HistoryEntry(
                id,
                Optional.of(batchId),
                Optional.of(user),
                Optional.of("w"),
                Optional.of(prompt),
                Optional.of("provider/nano-banana-2"),
                Map.of("type", format),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(created));
    }
}
