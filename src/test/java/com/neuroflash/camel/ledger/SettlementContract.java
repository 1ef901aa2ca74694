package com.neuroflash.camel.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.neuroflash.camel.billing.Account;
import com.neuroflash.camel.billing.AnsweredPair;
import com.neuroflash.camel.billing.Attempt;
import com.neuroflash.camel.billing.AttemptState;
import com.neuroflash.camel.billing.BillingRules;
import com.neuroflash.camel.billing.Claims;
import com.neuroflash.camel.billing.Decision;
import com.neuroflash.camel.billing.IntentState;
import com.neuroflash.camel.billing.LagStatistics;
import com.neuroflash.camel.billing.ServerProfile;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every ledger promises about attempts that may have been billed, and what is learnt of the server. */
abstract class SettlementContract extends LedgerTestBase {
    private final Prompt twin = new Prompt("id-2", prompt.text());

    @Test
    void listsAGroupWithEverythingThatLooksAlike() {
        Attempt underWay = prepare(twin);
        Attempt open = unknown(prompt);
        unknown(new Prompt("id-3", "something else"));

        OpenGroup group = group();

        assertThat(group.attempts()).extracting(Attempt::id).containsExactlyInAnyOrder(underWay.id(), open.id());
        assertThat(group.account()).isEqualTo(Prompt.ACCOUNT);
        assertThat(ledger.settlement().openGroups(Prompt.ACCOUNT, 10)).hasSize(2);
        assertThat(ledger.settlement().openGroups(Prompt.ACCOUNT, 1)).hasSize(1);
    }

    @Test
    void listsWhatIsHeldAfterWhatIsNot() {
        unknown(prompt);
        unknown(new Prompt("id-4", "something else"));
        List<OpenGroup> open = ledger.settlement().openGroups(Prompt.ACCOUNT, 9);

        ledger.settlement()
                .settle(
                        open.get(0),
                        Map.of(open.get(0).attempts().get(0).id(), new Decision.Held(Decision.Doubt.NOT_CALIBRATED)));

        assertThat(ledger.settlement().openGroups(Prompt.ACCOUNT, 1)).containsExactly(open.get(1));
        assertThat(ledger.settlement().openGroups(Prompt.ACCOUNT, 9)).hasSize(2);
    }

    @Test
    void listsNoGroupOfAnotherAccount() {
        unknown(prompt);

        assertThat(ledger.settlement().openGroups(new Account("app.example.com", "another"), 9))
                .isEmpty();
    }

    @Test
    void adoptsABatchAndLetsItBeDelivered() {
        Attempt attempt = unknown(prompt);
        ledger.park(prompt.identity(), ME, NOW.plusSeconds(900), Reason.of("settling"));

        SettleResult result = settle(attempt, new Decision.Adopt(prompt.batch("b1", "i1", "i2"), true));

        assertThat(result).isEqualTo(new SettleResult.Settled(Set.of(attempt.id())));
        IntentRecord leased = ledger.leaseDue(NOW, ME, 1).get(0);
        assertThat(leased.state()).isEqualTo(IntentState.ANSWERED);
        assertThat(leased.billed().orElseThrow().batchId()).contains("b1");
        assertThat(leased.pending()).hasSize(2);
        assertThat(ledger.operator().totals().billedImages()).isEqualTo(2);
        assertThat(ledger.settlement().group(Prompt.ACCOUNT, prompt.request().likeness()))
                .isEmpty();
    }

    @Test
    void waitsForTheRestOfABatchThatMayGrow() {
        Attempt attempt = unknown(prompt);
        settle(attempt, new Decision.Adopt(prompt.batch("b1", "i1"), false));

        assertThat(ledger.imageDelivered(attempt.id(), 0, Prompt.object("k1"), Optional.empty()))
                .isEqualTo(new ImageResult.Recorded(IntentState.ANSWERED, 0));
        ledger.completed(attempt.id(), List.of(prompt.row("b1", "i1"), prompt.row("b1", "i2")), true);
        assertThat(load(prompt).state()).isEqualTo(IntentState.ANSWERED);
        assertThat(ledger.imageDelivered(attempt.id(), 1, Prompt.object("k2"), Optional.empty()))
                .isEqualTo(new ImageResult.Recorded(IntentState.DONE, 0));
    }

    @Test
    void endsABatchThatTurnsOutToBeWhole() {
        Attempt attempt = unknown(prompt);
        settle(attempt, new Decision.Adopt(prompt.batch("b1", "i1"), false));
        ledger.imageDelivered(attempt.id(), 0, Prompt.object("k1"), Optional.empty());

        RecordResult result = ledger.completed(attempt.id(), List.of(prompt.row("b1", "i1")), true);

        assertThat(((RecordResult.Recorded) result).intent()).isEqualTo(IntentState.DONE);
    }

    @Test
    void sendsAgainWhatWasAbsent() {
        Attempt attempt = unknown(prompt);
        ledger.park(prompt.identity(), ME, NOW.plusSeconds(900), Reason.of("settling"));

        settle(attempt, new Decision.Absent());

        assertThat(ledger.leaseDue(NOW, ME, 1)).hasSize(1);
        assertThat(AttemptId.parse(prepare(prompt).id()).number()).isEqualTo(2);
        assertThat(ledger.operator().totals().reservedImages()).isEqualTo(4);
    }

    @Test
    void holdsWhatCantBeKnown() {
        Attempt attempt = unknown(prompt);

        settle(attempt, new Decision.Held(Decision.Doubt.NOT_CALIBRATED));

        IntentRecord held = load(prompt);
        assertThat(held.state()).isEqualTo(IntentState.HELD);
        assertThat(held.open().orElseThrow().doubt()).contains(Decision.Doubt.NOT_CALIBRATED);
        assertThat(held.known().heldBy()).isEmpty();
    }

    @Test
    void holdsNothingAnewThatIsHeldForTheSameReason() {
        Attempt attempt = unknown(prompt);
        SettleResult first = settle(attempt, new Decision.Held(Decision.Doubt.NOT_CALIBRATED));
        IntentRecord held = load(prompt);

        SettleResult again = settle(attempt, new Decision.Held(Decision.Doubt.NOT_CALIBRATED));
        IntentRecord stillHeld = load(prompt);
        SettleResult other = settle(attempt, new Decision.Held(Decision.Doubt.LAG_SUSPENDED));

        assertThat(first).isEqualTo(new SettleResult.Settled(Set.of(attempt.id())));
        assertThat(again).isEqualTo(new SettleResult.Settled(Set.of()));
        assertThat(stillHeld).isEqualTo(held);
        assertThat(other).isEqualTo(new SettleResult.Settled(Set.of(attempt.id())));
    }

    @Test
    void decidesAHeldOneAfterAll() {
        Attempt attempt = unknown(prompt);
        settle(attempt, new Decision.Held(Decision.Doubt.NOT_CALIBRATED));

        settle(attempt, new Decision.Absent());

        assertThat(load(prompt).state()).isEqualTo(IntentState.PARKED);
        assertThat(ledger.leaseDue(NOW, ME, 1)).hasSize(1);
    }

    @Test
    void letsGoWhatItIsToldTo() {
        Attempt attempt = unknown(prompt);

        settle(attempt, new Decision.Waive(Decision.Doubt.LOOKS_LIKE_OURS));

        assertThat(load(prompt).attempts().get(0).state()).isEqualTo(AttemptState.WAIVED);
        assertThat(ledger.operator().totals().reservedImages()).isEqualTo(4);
        assertThat(AttemptId.parse(prepare(prompt).id()).number()).isEqualTo(2);
    }

    @Test
    void appliesAllOrNothing() {
        Attempt first = prepare(prompt);
        Attempt second = prepare(twin);
        done(new Prompt("id-3", "another"), "taken", "i9");
        ledger.unknown(first.id(), Reason.of("timeout"));
        ledger.unknown(second.id(), Reason.of("timeout"));

        SettleResult result = ledger.settlement()
                .settle(
                        group(),
                        Map.of(
                                first.id(), new Decision.Adopt(prompt.batch("b1", "i1"), true),
                                second.id(), new Decision.Adopt(prompt.batch("taken", "i2"), true)));

        assertThat(result).isInstanceOf(SettleResult.ClaimConflict.class);
        assertThat(load(prompt).attempts().get(0).state()).isEqualTo(AttemptState.UNKNOWN);
        assertThat(load(prompt).images()).isEmpty();
        assertThat(ledger.operator().totals().claimedBatches()).isEqualTo(1);
    }

    @Test
    void noticesThatAGroupHasChanged() {
        Attempt first = prepare(prompt);
        Attempt second = prepare(twin);
        ledger.unknown(first.id(), Reason.of("timeout"));
        OpenGroup read = group();
        ledger.unknown(second.id(), Reason.of("timeout"));

        SettleResult result = ledger.settlement().settle(read, Map.of(first.id(), new Decision.Absent()));

        assertThat(result).isEqualTo(new SettleResult.GroupChanged());
        assertThat(load(prompt).attempts().get(0).state()).isEqualTo(AttemptState.UNKNOWN);
    }

    @Test
    void tellsWhichBatchesHaveAnOwner() {
        done(prompt, "b1", "i1");

        Claims claims = ledger.settlement()
                .claims(
                        Prompt.ACCOUNT,
                        List.of(prompt.batch("b1", "x"), prompt.batch(null, "i1"), prompt.batch("b2", "i2")));

        assertThat(claims.batchIds()).containsExactly("b1");
        assertThat(claims.imageIds()).containsExactly("i1");
    }

    @Test
    void makesWhatTheGoneLeftUnknown() {
        prepare(prompt);
        assertThat(ledger.settlement().abandonGone()).isZero();

        ledger.heartbeat(ME, LAPSED);

        assertThat(ledger.settlement().abandonGone()).isEqualTo(1);
        assertThat(ledger.settlement().abandonGone()).isZero();
        assertThat(load(prompt).open()).isPresent();
    }

    @Test
    void keepsWhatItLearntOfTheServer() {
        Attempt attempt = prepare(prompt);
        ledger.answered(attempt.id(), Prompt.answer("b1", "i1"), Prompt.ANSWERED);
        Observation seen = new Observation(
                attempt.id(), Prompt.ANSWERED, List.of(prompt.row("b1", "i1")), Optional.of(Duration.ofMillis(1_500)));
        ledger.imageDelivered(attempt.id(), 0, Prompt.object("k1"), Optional.of(seen));

        List<AnsweredPair> pairs = ledger.settlement().pairs(Prompt.ACCOUNT);

        assertThat(pairs).hasSize(1);
        assertThat(pairs.get(0).rows()).containsExactly(prompt.row("b1", "i1"));
        assertThat(pairs.get(0).attempt().request()).isEqualTo(prompt.request());
        assertThat(ServerProfile.learn(pairs, BillingRules.defaults()).isCalibratedFor(attempt))
                .isTrue();
        assertThat(ledger.settlement().lags(Prompt.ACCOUNT, Prompt.SENT.minusSeconds(3600)))
                .isEqualTo(new LagStatistics(Duration.ofMillis(1_500), 1));
        assertThat(ledger.settlement().lags(Prompt.ACCOUNT, Prompt.SENT.plusSeconds(7200)))
                .isEqualTo(LagStatistics.none());
    }

    @Test
    void boundsWhatItLearns() {
        int many = ObservationRows.KEPT * 3;
        IntStream.range(0, many).parallel().forEach(i -> {
            Prompt one = new Prompt("id-" + i, "text " + i);
            Attempt attempt = prepare(one);
            ledger.settlement()
                    .observe(new Observation(
                            attempt.id(),
                            Prompt.ANSWERED.plusSeconds(i),
                            List.of(one.row("b" + i, "i" + i)),
                            Optional.empty()));
        });

        assertThat(ledger.settlement().pairs(Prompt.ACCOUNT)).hasSizeBetween(ObservationRows.KEPT, many - 1);
    }

    private OpenGroup group() {
        return ledger.settlement()
                .group(Prompt.ACCOUNT, prompt.request().likeness())
                .orElseThrow();
    }

    private SettleResult settle(Attempt attempt, Decision decision) {
        return ledger.settlement().settle(group(), Map.of(attempt.id(), decision));
    }
}
