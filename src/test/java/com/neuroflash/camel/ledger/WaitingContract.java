package com.neuroflash.camel.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.neuroflash.camel.billing.Attempt;
import com.neuroflash.camel.billing.AttemptState;
import com.neuroflash.camel.billing.Identity;
import com.neuroflash.camel.billing.IntentState;
import com.neuroflash.camel.billing.SendPermission;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every ledger promises about who works on an intent, and when. */
abstract class WaitingContract extends LedgerTestBase {
    @Test
    void leasesWhatIsDueAndNothingElse() {
        Prompt later = new Prompt("id-2", "later");
        ledger.begin(prompt.intent(), ME);
        ledger.begin(later.intent(), ME);
        ledger.park(prompt.identity(), ME, NOW, Reason.of("quota"));
        ledger.park(later.identity(), ME, NOW.plusMillis(1), Reason.of("quota"));

        List<IntentRecord> leased = ledger.leaseDue(NOW, OTHER, 10);

        assertThat(leased).extracting(IntentRecord::identity).containsExactly(prompt.identity());
        assertThat(leased.get(0).state()).isEqualTo(IntentState.ACTIVE);
        assertThat(ledger.isHeldBy(prompt.identity(), OTHER)).isTrue();
        assertThat(ledger.leaseDue(NOW, ME, 10)).isEmpty();
        assertThat(load(later).known().due()).contains(NOW.plusMillis(1));
        assertThat(ledger.waiting()).isEqualTo(1);
    }

    @Test
    void makesDueWhatWaitsForOneReasonAndNothingElse() {
        Prompt quota = new Prompt("id-2", "later");
        Prompt held = new Prompt("id-3", "held");
        ledger.begin(prompt.intent(), ME);
        ledger.begin(quota.intent(), ME);
        ledger.begin(held.intent(), ME);
        ledger.park(prompt.identity(), ME, NOW.plusSeconds(60), Reason.of("the budget is used up until tomorrow"));
        ledger.park(quota.identity(), ME, NOW.plusSeconds(60), Reason.of("the quota, not the budget"));
        ledger.hold(held.identity(), ME, Reason.of("the budget would say no"));

        assertThat(ledger.makeDue("the budget ", NOW)).isEqualTo(1);

        assertThat(ledger.makeDue("the budget ", NOW)).isZero();
        assertThat(ledger.leaseDue(NOW, OTHER, 10))
                .extracting(IntentRecord::identity)
                .containsExactly(prompt.identity());
        assertThat(load(held).state()).isEqualTo(IntentState.HELD);
    }

    @Test
    void keepsManyAtOnceForWhoeverFindsThemDue() {
        Prompt later = new Prompt("id-2", "later");
        ledger.begin(prompt.intent(), ME);

        Map<Identity, KnownIntent> before =
                ledger.keep(List.of(prompt.intent(), later.intent()), NOW, Reason.of("posted"));

        assertThat(before).containsOnlyKeys(prompt.identity());
        assertThat(before.get(prompt.identity()).heldBy()).contains(ME);
        assertThat(ledger.waiting()).isEqualTo(1);
        assertThat(ledger.leaseDue(NOW.minusMillis(1), OTHER, 10)).isEmpty();
        assertThat(ledger.leaseDue(NOW, OTHER, 10))
                .extracting(IntentRecord::identity)
                .containsExactly(later.identity());
        assertThat(ledger.keep(List.of(later.intent()), NOW, Reason.of("posted")))
                .containsOnlyKeys(later.identity());
        assertThat(ledger.isHeldBy(later.identity(), OTHER)).isTrue();
    }

    @Test
    void remembersSinceWhenSomethingIsSo() {
        assertThat(ledger.since("schedule daily", NOW)).isEqualTo(NOW);
        assertThat(ledger.since("schedule daily", NOW.plusSeconds(60))).isEqualTo(NOW);
        assertThat(ledger.since("schedule hourly", NOW.plusSeconds(60))).isEqualTo(NOW.plusSeconds(60));
    }

    @Test
    void leasesAPaidOneForDelivery() {
        Attempt attempt = prepare(prompt);
        ledger.answered(attempt.id(), Prompt.answer("b1", "i1"), Prompt.ANSWERED);
        ledger.park(prompt.identity(), ME, NOW, Reason.of("the sink is away"));

        IntentRecord leased = ledger.leaseDue(NOW, OTHER, 10).get(0);

        assertThat(leased.state()).isEqualTo(IntentState.ANSWERED);
        assertThat(leased.pending()).hasSize(1);
    }

    @Test
    void leavesTheIntentsOfTheLivingAlone() {
        ledger.begin(prompt.intent(), ME);

        assertThat(ledger.take(prompt.identity(), OTHER)).isEmpty();
        assertThat(ledger.take(prompt.identity(), ME)).isEmpty();
        assertThat(ledger.leaseDue(NOW, OTHER, 10)).isEmpty();
        assertThat(ledger.park(prompt.identity(), OTHER, NOW, Reason.of("not mine")))
                .isFalse();
        assertThat(ledger.prepare(prompt.identity(), Prompt.by(OTHER))).isInstanceOf(PrepareResult.Known.class);
    }

    @Test
    void takesOverWhatAGoneOwnerLeftAndNeverCallsItUnsent() {
        prepare(prompt);
        ledger.heartbeat(ME, LAPSED);

        IntentRecord leased = ledger.leaseDue(NOW, OTHER, 10).get(0);

        assertThat(leased.open().orElseThrow().state()).isEqualTo(AttemptState.UNKNOWN);
        assertThat(ledger.isHeldBy(prompt.identity(), ME)).isFalse();
        assertThat(ledger.prepare(prompt.identity(), Prompt.by(OTHER)))
                .isEqualTo(new PrepareResult.Refused(new SendPermission.Unsettled()));
        assertThat(ledger.heartbeat(ME, LONG)).isFalse();
        assertThat(ledger.heartbeat(ME, LONG)).isTrue();
        assertThat(ledger.park(prompt.identity(), ME, NOW, Reason.of("late"))).isFalse();
    }

    @Test
    void takesALateAnswerOfAnOwnerThoughtGone() {
        Attempt attempt = prepare(prompt);
        ledger.heartbeat(ME, LAPSED);
        ledger.leaseDue(NOW, OTHER, 10);

        RecordResult late = ledger.answered(attempt.id(), Prompt.answer("b1", "i1"), Prompt.ANSWERED);

        assertThat(((RecordResult.Recorded) late).state()).isEqualTo(AttemptState.ANSWERED);
        assertThat(load(prompt).known().heldBy()).contains(OTHER);
    }

    @Test
    void neverPreparesForAnOwnerWhoseLeaseLapsed() {
        ledger.heartbeat(ME, LAPSED);

        assertThat(ledger.prepare(prompt.intent(), Prompt.by(ME)))
                .isEqualTo(new PrepareResult.Refused(new SendPermission.NotOwner()));
    }

    @Test
    void takesWhatWasLetGo() {
        ledger.begin(prompt.intent(), ME);
        assertThat(ledger.heldBy(ME)).containsExactly(prompt.identity());
        ledger.release(prompt.identity(), ME);
        assertThat(ledger.heldBy(ME)).isEmpty();

        assertThat(ledger.take(prompt.identity(), ME)).isPresent();
        assertThat(ledger.isHeldBy(prompt.identity(), ME)).isTrue();
    }

    @Test
    void resignsWithItsAttemptsUnknown() {
        prepare(prompt);

        ledger.resign(ME);

        assertThat(load(prompt).attempts().get(0).state()).isEqualTo(AttemptState.UNKNOWN);
        assertThat(ledger.leaseDue(NOW, OTHER, 1)).hasSize(1);
    }

    @Test
    void neverFailsWhatMayHaveBeenBilled() {
        Attempt attempt = unknown(prompt);

        assertThat(ledger.fail(prompt.identity(), ME, Reason.of("no"))).isFalse();

        ledger.rejected(attempt.id(), Reason.of("it was refused after all"), Optional.empty());
        assertThat(ledger.fail(prompt.identity(), ME, Reason.of("no"))).isTrue();
        assertThat(load(prompt).state()).isEqualTo(IntentState.FAILED);
    }

    @Test
    void keepsHeldOnesOutOfTheWay() {
        unknown(prompt);

        ledger.hold(prompt.identity(), ME, Reason.of("doubt", "decide"));

        assertThat(ledger.leaseDue(NOW, ME, 10)).isEmpty();
        assertThat(load(prompt).known().reason()).contains(Reason.of("doubt", "decide"));
        assertThat(ledger.waiting()).isEqualTo(1);
    }

    @Test
    void leasesLongestDueFirst() {
        List<Prompt> prompts = Prompt.many(5, "a tree");
        for (int i = 0; i < prompts.size(); i++) {
            ledger.begin(prompts.get(i).intent(), ME);
            ledger.park(prompts.get(i).identity(), ME, NOW.minusSeconds(i), Reason.of("quota"));
        }

        assertThat(ledger.leaseDue(NOW, ME, 2))
                .extracting(IntentRecord::identity)
                .containsExactly(prompts.get(4).identity(), prompts.get(3).identity());
    }
}
