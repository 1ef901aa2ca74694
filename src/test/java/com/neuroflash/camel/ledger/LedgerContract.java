package com.neuroflash.camel.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.neuroflash.camel.billing.Attempt;
import com.neuroflash.camel.billing.AttemptState;
import com.neuroflash.camel.billing.Budget;
import com.neuroflash.camel.billing.Identity;
import com.neuroflash.camel.billing.IntentState;
import com.neuroflash.camel.billing.Recognition;
import com.neuroflash.camel.billing.SendPermission;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What every ledger promises about the way of one prompt. */
abstract class LedgerContract extends LedgerTestBase {
    @Test
    void knowsNothingAtFirst() {
        assertThat(ledger.find(List.of(prompt.identity()))).isEmpty();
        assertThat(ledger.load(prompt.identity())).isEmpty();
    }

    @Test
    void keepsEverythingOfAPreparedAttempt() {
        Attempt prepared = prepare(prompt);

        IntentRecord intent = load(prompt);
        assertThat(intent.request()).isEqualTo(prompt.request());
        assertThat(intent.keyTemplate()).isEqualTo(prompt.intent().keyTemplate());
        assertThat(intent.origin()).isEqualTo(prompt.intent().origin());
        assertThat(intent.known().heldBy()).contains(ME);
        assertThat(intent.attempts()).extracting(AttemptRecord::attempt).containsExactly(prepared);
        assertThat(prepared.watermark().knownImageIds()).containsExactlyInAnyOrder("seen-1", "seen-2");
        assertThat(prepared.sent().earliest()).isBeforeOrEqualTo(Prompt.SENT);
        assertThat(prepared.sent().latest()).isAfterOrEqualTo(Prompt.SENT.plusSeconds(1));
    }

    @Test
    void looksManyIdentitiesUpAtOnce() {
        List<Prompt> prompts = Prompt.many(1_200, "a tree");
        prompts.subList(1_100, 1_160).forEach(one -> ledger.begin(one.intent(), ME));

        Map<Identity, KnownIntent> found =
                ledger.find(prompts.stream().map(Prompt::identity).toList());

        assertThat(found).hasSize(60);
    }

    @Test
    void recognisesTheSameMessageAndAReusedIdentity() {
        ledger.begin(prompt.intent(), ME);
        KnownIntent known = ledger.find(List.of(prompt.identity())).get(prompt.identity());
        Prompt other = new Prompt("the-one", "another text");

        assertThat(known.recognise(prompt.rawHash(), prompt.request().fingerprint(), false))
                .isEqualTo(Recognition.SAME);
        assertThat(known.recognise(other.rawHash(), other.request().fingerprint(), false))
                .isEqualTo(Recognition.REUSED);
        assertThat(known.recognise(other.rawHash(), prompt.request().fingerprint(), true))
                .isEqualTo(Recognition.SAME);
    }

    @Test
    void endsAPromptWithOneImageInThreeSteps() {
        Attempt attempt = prepare(prompt);
        RecordResult answered = ledger.answered(attempt.id(), Prompt.answer("b1", "i1"), Prompt.ANSWERED);
        ImageResult delivered = ledger.imageDelivered(attempt.id(), 0, Prompt.object("k1"), Optional.empty());

        assertThat(((RecordResult.Recorded) answered).images())
                .extracting(image -> image.seen().imageId().orElseThrow())
                .containsExactly("i1");
        assertThat(((RecordResult.Recorded) answered).intent()).isEqualTo(IntentState.ANSWERED);
        assertThat(delivered).isEqualTo(new ImageResult.Recorded(IntentState.DONE, 0));
        IntentRecord intent = load(prompt);
        assertThat(intent.known().heldBy()).isEmpty();
        assertThat(intent.billed().orElseThrow().detail()).contains("quota is low");
        assertThat(intent.images().get(0).object()).contains(Prompt.object("k1"));
        assertThat(ledger.operator().totals().billedImages()).isEqualTo(1);
    }

    @Test
    void refusesASecondAttemptWhileTheFirstIsNotSettled() {
        Attempt attempt = prepare(prompt);
        assertThat(permission(prompt)).isEqualTo(new SendPermission.Unsettled());

        ledger.unknown(attempt.id(), Reason.of("timeout"));
        assertThat(permission(prompt)).isEqualTo(new SendPermission.Unsettled());

        ledger.answered(attempt.id(), Prompt.answer("b1", "i1"), Prompt.ANSWERED);
        assertThat(permission(prompt)).isEqualTo(new SendPermission.Paid());
    }

    @Test
    void tellsASecondRunOfTheSameProcessThatTheFirstIsAtIt() {
        prepare(prompt);

        PrepareResult second = ledger.prepare(prompt.intent(), Prompt.by(ME));

        assertThat(second).isInstanceOf(PrepareResult.Known.class);
        assertThat(ledger.take(prompt.identity(), ME)).isEmpty();
        assertThat(load(prompt).known().heldBy()).contains(ME);
        assertThat(load(prompt).attempts()).hasSize(1);
    }

    @Test
    void allowsAnotherAttemptAfterARejection() {
        Attempt first = prepare(prompt);
        ledger.rejected(first.id(), Reason.of("429"), Optional.empty());

        Attempt second = prepare(prompt);

        assertThat(AttemptId.parse(second.id()).number()).isEqualTo(2);
        assertThat(load(prompt).attempts())
                .extracting(AttemptRecord::state)
                .containsExactly(AttemptState.REJECTED, AttemptState.PREPARED);
    }

    @Test
    void barsWhatLooksAlikeWhileAnAttemptIsUnknown() {
        Prompt twin = new Prompt("id-2", prompt.text());
        Attempt attempt = prepare(prompt);
        assertThat(ledger.prepare(new Prompt("id-3", prompt.text()).intent(), Prompt.by(ME)))
                .isInstanceOf(PrepareResult.Prepared.class);

        ledger.unknown(attempt.id(), Reason.of("timeout"));
        assertThat(ledger.prepare(twin.intent(), Prompt.by(ME)))
                .isEqualTo(new PrepareResult.Refused(new SendPermission.Barred()));
        assertThat(load(twin).state()).isEqualTo(IntentState.ACTIVE);

        ledger.answered(attempt.id(), Prompt.answer("b1", "i1"), Prompt.ANSWERED);
        assertThat(ledger.prepare(twin.identity(), Prompt.by(ME))).isInstanceOf(PrepareResult.Prepared.class);
    }

    @Test
    void failsAPromptWhoseRequestWasRefused() {
        Attempt attempt = prepare(prompt);
        Reason reason = new Reason("unknown model", OptionalInt.of(422), Optional.of("use another"));

        RecordResult result = ledger.rejected(attempt.id(), reason, Optional.of(reason));

        assertThat(result).isEqualTo(new RecordResult.Recorded(AttemptState.REJECTED, IntentState.FAILED, List.of()));
        assertThat(load(prompt).known().reason()).contains(reason);
        assertThat(ledger.prepare(prompt.identity(), Prompt.by(ME))).isInstanceOf(PrepareResult.Known.class);
    }

    @Test
    void recordsTheSameEndTwiceWithoutHarm() {
        Attempt attempt = prepare(prompt);

        RecordResult first = ledger.answered(attempt.id(), Prompt.answer("b1", "i1"), Prompt.ANSWERED);
        RecordResult second = ledger.answered(attempt.id(), Prompt.answer("b1", "i1"), Prompt.ANSWERED);
        ledger.imageDelivered(attempt.id(), 0, Prompt.object("k1"), Optional.empty());
        ImageResult again = ledger.imageDelivered(attempt.id(), 0, Prompt.object("k1"), Optional.empty());

        assertThat(second).isEqualTo(first);
        assertThat(again).isEqualTo(new ImageResult.Recorded(IntentState.DONE, 0));
        assertThat(ledger.imageDelivered(attempt.id(), 0, Prompt.object("k2"), Optional.empty()))
                .isInstanceOf(ImageResult.Superseded.class);
        assertThat(ledger.operator().totals().billedImages()).isEqualTo(1);
    }

    @Test
    void reportsALostRaceAsAResult() {
        Attempt attempt = prepare(prompt);
        ledger.answered(attempt.id(), Prompt.answer("b1", "i1"), Prompt.ANSWERED);

        assertThat(ledger.unknown(attempt.id(), Reason.of("late")))
                .isEqualTo(new RecordResult.Superseded(AttemptState.ANSWERED));
        assertThat(ledger.rejected(attempt.id(), Reason.of("late"), Optional.empty()))
                .isEqualTo(new RecordResult.Superseded(AttemptState.ANSWERED));
    }

    @Test
    void claimsABatchForOneAttemptOnly() {
        Attempt first = prepare(prompt);
        Attempt second = prepare(new Prompt("id-2", "another"));
        ledger.answered(first.id(), Prompt.answer("b1", "i1"), Prompt.ANSWERED);

        RecordResult result = ledger.answered(second.id(), Prompt.answer("b2", "i0", "i1"), Prompt.ANSWERED);

        assertThat(result).isEqualTo(new RecordResult.ClaimConflict(AttemptState.UNIDENTIFIED));
        OperatorLedger.Totals totals = ledger.operator().totals();
        assertThat(totals.claimedBatches()).isEqualTo(1);
        assertThat(totals.claimedImages()).isEqualTo(1);
        assertThat(totals.billedImages()).isEqualTo(3);
    }

    @Test
    void matchesAnAnswerWithoutIdsLater() {
        Attempt attempt = prepare(prompt);

        ledger.answered(attempt.id(), Prompt.answerWithoutIds(2), Prompt.ANSWERED);

        AttemptRecord record = load(prompt).attempts().get(0);
        assertThat(record.state()).isEqualTo(AttemptState.UNIDENTIFIED);
        assertThat(record.attempt().answeredImages()).hasValue(2);
        assertThat(load(prompt).state()).isEqualTo(IntentState.ACTIVE);
    }

    @Test
    void takesA2xxWithoutImagesAsUnknown() {
        Attempt attempt = prepare(prompt);

        ledger.answered(attempt.id(), Prompt.answer("b1"), Prompt.ANSWERED);

        assertThat(load(prompt).attempts().get(0).state()).isEqualTo(AttemptState.UNKNOWN);
    }

    @Test
    void completesWhatAnAnswerLeftOut() {
        Attempt attempt = prepare(prompt);
        ledger.answered(attempt.id(), Prompt.answer("b1", null, null), Prompt.ANSWERED);

        RecordResult result = ledger.completed(
                attempt.id(), List.of(prompt.row("b1", "i1"), prompt.row("b1", "i2"), prompt.row("b1", "i3")), true);

        assertThat(((RecordResult.Recorded) result).images())
                .extracting(image -> image.seen().imageId().orElseThrow())
                .containsExactly("i1", "i2", "i3");
        assertThat(ledger.operator().totals().billedImages()).isEqualTo(3);
        assertThat(ledger.operator().totals().claimedImages()).isEqualTo(3);
    }

    @Test
    void completesNothingWithWhatIsAnothers() {
        done(new Prompt("id-2", "another"), "b2", "i9");
        Attempt attempt = prepare(prompt);
        ledger.answered(attempt.id(), Prompt.answer("b1", (String) null), Prompt.ANSWERED);

        RecordResult result = ledger.completed(attempt.id(), List.of(prompt.row("b1", "i9")), true);

        assertThat(result).isEqualTo(new RecordResult.ClaimConflict(AttemptState.ANSWERED));
        assertThat(load(prompt).images().get(0).seen().imageId()).isEmpty();
    }

    @Test
    void endsOnlyWithTheLastImage() {
        Attempt attempt = prepare(prompt);
        ledger.answered(attempt.id(), Prompt.answer("b1", "i1", "i2", "i3"), Prompt.ANSWERED);

        assertThat(ledger.imageDelivered(attempt.id(), 1, Prompt.object("k1"), Optional.empty()))
                .isEqualTo(new ImageResult.Recorded(IntentState.ANSWERED, 2));
        assertThat(ledger.imageQuarantined(attempt.id(), 0, Prompt.object("q"), Reason.of("taken", "compare")))
                .isEqualTo(new ImageResult.Recorded(IntentState.ANSWERED, 1));
        assertThat(ledger.imageDelivered(attempt.id(), 2, Prompt.object("k2"), Optional.empty()))
                .isEqualTo(new ImageResult.Recorded(IntentState.FAILED, 0));
        assertThat(load(prompt).known().reason()).contains(Reason.of("taken", "compare"));
    }

    @Test
    void deliversAgainWhatFailedWhenItIsDroppedInAgain() {
        Attempt attempt = prepare(prompt);
        ledger.answered(attempt.id(), Prompt.answer("b1", "i1", "i2"), Prompt.ANSWERED);
        ledger.imageDelivered(attempt.id(), 0, Prompt.object("k1"), Optional.empty());
        ledger.imageFailed(attempt.id(), 1, Reason.of("it is not an image"));

        IntentRecord reopened = ledger.reopen(prompt.identity(), ME).orElseThrow();

        assertThat(reopened.state()).isEqualTo(IntentState.ANSWERED);
        assertThat(reopened.pending()).extracting(ImageRecord::index).containsExactly(1);
        assertThat(permission(prompt)).isEqualTo(new SendPermission.Paid());
        assertThat(ledger.imageDelivered(attempt.id(), 1, Prompt.object("k2"), Optional.empty()))
                .isEqualTo(new ImageResult.Recorded(IntentState.DONE, 0));
    }

    @Test
    void reservesTheBudgetAndReleasesTheRest() {
        Budget budget = Prompt.daily(10);
        Attempt first = prepare(prompt, budget);
        Attempt second = prepare(new Prompt("id-2", "second"), budget);
        Prompt third = new Prompt("id-3", "third");

        PrepareResult refused = ledger.prepare(third.intent(), Prompt.by(ME, budget));
        assertThat(refused)
                .isEqualTo(
                        new PrepareResult.OverBudget(new Budget.Verdict.UsedUp(Instant.parse("2026-11-23T00:00:00Z"))));

        ledger.answered(first.id(), Prompt.answer("b1", "i1"), Prompt.ANSWERED);
        ledger.unknown(second.id(), Reason.of("reset"));
        assertThat(ledger.prepare(third.identity(), Prompt.by(ME, budget))).isInstanceOf(PrepareResult.Prepared.class);
        assertThat(ledger.prepare(new Prompt("id-4", "fourth").intent(), Prompt.by(ME, budget)))
                .isInstanceOf(PrepareResult.OverBudget.class);
    }

    @Test
    void answersALateOneAsBilledOrSurplus() {
        Attempt first = prepare(prompt);
        ledger.unknown(first.id(), Reason.of("timeout"));
        ledger.hold(prompt.identity(), ME, Reason.of("doubt"));
        ledger.operator().resubmit(prompt.identity(), Reason.of("a person"));
        ledger.leaseDue(NOW, ME, 1);
        prepare(prompt);

        RecordResult late = ledger.answered(first.id(), Prompt.answer("b1", "i1"), Prompt.ANSWERED);

        assertThat(((RecordResult.Recorded) late).state()).isEqualTo(AttemptState.SURPLUS);
        assertThat(ledger.operator().totals().claimedBatches()).isEqualTo(1);
        assertThat(load(prompt).images()).isEmpty();
    }

    @Test
    void takesALateAnswerToAWaivedAttemptWhenNothingWasSentSince() {
        Attempt first = prepare(prompt);
        ledger.unknown(first.id(), Reason.of("timeout"));
        ledger.hold(prompt.identity(), ME, Reason.of("doubt"));
        ledger.operator().resubmit(prompt.identity(), Reason.of("a person"));

        RecordResult late = ledger.answered(first.id(), Prompt.answer("b1", "i1"), Prompt.ANSWERED);

        assertThat(((RecordResult.Recorded) late).state()).isEqualTo(AttemptState.ANSWERED);
        assertThat(ledger.leaseDue(NOW, ME, 1)).hasSize(1);
    }

    @Test
    void refusesAttemptsOfIntentsThatAreNotThere() {
        String id = new AttemptId(prompt.identity(), 1).toString();

        assertThatThrownBy(() -> ledger.unknown(id, Reason.of("?")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("prepare it first");
    }
}
