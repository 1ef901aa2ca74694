package com.neuroflash.camel.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.neuroflash.camel.billing.Attempt;
import com.neuroflash.camel.billing.AttemptState;
import com.neuroflash.camel.billing.IntentState;
import com.neuroflash.camel.billing.Recognition;
import com.neuroflash.camel.billing.SendPermission;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every ledger promises to the person who runs it. */
abstract class OperatorContract extends LedgerTestBase {
    private static final Reason DECIDED = Reason.of("decided by a person");

    private OperatorLedger operator() {
        return ledger.operator();
    }

    @Test
    void listsByStateInPages() {
        List<Prompt> prompts = Prompt.many(5, "a tree");
        prompts.forEach(one -> ledger.begin(one.intent(), ME));
        done(prompt, "b1", "i1");

        List<OperatorLedger.IntentLine> first = operator().list(Set.of(IntentState.ACTIVE), Optional.empty(), 3);
        List<OperatorLedger.IntentLine> second =
                operator().list(Set.of(IntentState.ACTIVE), Optional.of(first.get(2)), 3);

        assertThat(first).hasSize(3);
        assertThat(second).hasSize(2);
        assertThat(operator().list(Set.of(IntentState.DONE), Optional.empty(), 3))
                .extracting(line -> line.known().identity())
                .containsExactly(prompt.identity());
        assertThat(operator().totals().intents()).containsEntry(IntentState.ACTIVE, 5L);
    }

    @Test
    void findsAnIntentByTheBeginningOfItsName() {
        ledger.begin(prompt.intent(), ME);

        assertThat(operator().withPrefix(prompt.identity().value().substring(0, 8), 5))
                .containsExactly(prompt.identity());
        assertThat(operator().withPrefix(prompt.identity().asId(), 5)).containsExactly(prompt.identity());
        assertThat(operator().withPrefix("nothing", 5)).isEmpty();
    }

    @Test
    void adoptsABatchThatAPersonChose() {
        hold(prompt);

        OperatorResult result = operator().adopt(prompt.identity(), prompt.batch("b1", "i1"));

        assertThat(result).isEqualTo(new OperatorResult.Applied(IntentState.ANSWERED));
        assertThat(ledger.leaseDue(NOW, ME, 1).get(0).pending()).hasSize(1);
    }

    @Test
    void refusesABatchThatIsAnothers() {
        done(new Prompt("id-2", "another"), "b1", "i1");
        hold(prompt);

        OperatorResult result = operator().adopt(prompt.identity(), prompt.batch("b1", "i1"));

        assertThat(result).isInstanceOf(OperatorResult.NotPossible.class);
        assertThat(load(prompt).state()).isEqualTo(IntentState.HELD);
        assertThat(load(prompt).images()).isEmpty();
    }

    @Test
    void sendsAgainWhatAPersonLetGo() {
        hold(prompt);

        assertThat(operator().resubmit(prompt.identity(), DECIDED))
                .isEqualTo(new OperatorResult.Applied(IntentState.PARKED));

        IntentRecord due = ledger.leaseDue(NOW, ME, 1).get(0);
        assertThat(due.attempts().get(0).state()).isEqualTo(AttemptState.WAIVED);
        assertThat(AttemptId.parse(prepare(prompt).id()).number()).isEqualTo(2);
    }

    @Test
    void dropsForGoodAndUnbarsWhatLooksAlike() {
        Prompt twin = new Prompt("id-2", prompt.text());
        hold(prompt);

        assertThat(operator().drop(prompt.identity(), DECIDED))
                .isEqualTo(new OperatorResult.Applied(IntentState.DROPPED));

        assertThat(load(prompt).known().reason()).contains(DECIDED);
        assertThat(ledger.prepare(twin.intent(), Prompt.by(ME))).isInstanceOf(PrepareResult.Prepared.class);
    }

    @Test
    void refusesDecisionsThatComeTooLateOrTooEarly() {
        done(prompt, "b1", "i1");
        Prompt atWork = new Prompt("id-2", "at work");
        prepare(atWork);
        Prompt unknown = new Prompt("id-3", "never seen");

        assertThat(operator().resubmit(prompt.identity(), DECIDED)).isInstanceOf(OperatorResult.NotPossible.class);
        assertThat(operator().drop(atWork.identity(), DECIDED)).isInstanceOf(OperatorResult.NotPossible.class);
        assertThat(operator().drop(unknown.identity(), DECIDED)).isEqualTo(new OperatorResult.NotFound());
        assertThat(load(prompt).state()).isEqualTo(IntentState.DONE);
    }

    @Test
    void neverResubmitsWhatIsPaid() {
        Attempt attempt = prepare(prompt);
        ledger.answered(attempt.id(), Prompt.answer("b1", "i1"), Prompt.ANSWERED);
        ledger.hold(prompt.identity(), ME, Reason.of("the sink is odd"));

        assertThat(operator().resubmit(prompt.identity(), DECIDED)).isInstanceOf(OperatorResult.NotPossible.class);
    }

    @Test
    void walksOverDeliveredObjectsByKey() {
        done(prompt, "b1", "i1");
        done(new Prompt("id-2", "second"), "b2", "i2");
        done(new Prompt("id-3", "third"), "b3", "i3");

        List<ImageRecord> first = operator().delivered("directory", "directory", Optional.empty(), 2);
        List<ImageRecord> second = operator()
                .delivered("directory", "directory", first.get(1).object().map(StoredObject::key), 2);

        assertThat(first)
                .extracting(image -> image.object().orElseThrow().key())
                .containsExactly("images/i1", "images/i2");
        assertThat(second)
                .extracting(image -> image.object().orElseThrow().key())
                .containsExactly("images/i3");
    }

    @Test
    void tellsWhatWentToWhichSink() {
        done(prompt, "b1", "i1");
        Prompt second = new Prompt("id-2", "second");
        Attempt attempt = ((PrepareResult.Prepared) ledger.prepare(second.intent("archive"), Prompt.by(ME))).attempt();
        ledger.answered(attempt.id(), Prompt.answer("b2", "i2"), Prompt.ANSWERED);
        ledger.imageDelivered(attempt.id(), 0, Prompt.object("images/i2"), Optional.empty());

        assertThat(load(prompt).sink()).contains("directory");
        assertThat(load(second).sink()).contains("archive");
        assertThat(operator().delivered("archive", "directory", Optional.empty(), 9))
                .extracting(image -> image.object().orElseThrow().key())
                .containsExactly("images/i2");
        assertThat(operator().delivered("directory", "archive", Optional.empty(), 9))
                .extracting(image -> image.object().orElseThrow().key())
                .containsExactly("images/i1");
        assertThat(operator().deliveredBySink("directory")).isEqualTo(Map.of("archive", 1L, "directory", 1L));
    }

    @Test
    void givesTheLettersThatAreOwedToOneAtATimeUntilTheyAreStored() {
        failAfterItWaited(prompt);

        assertThat(operator().takeOwedLetters(LONG, 9)).isEmpty();
        assertThat(operator().takeOwedLetters(Duration.ZERO, 9))
                .extracting(IntentRecord::identity)
                .containsExactly(prompt.identity());
        operator().letterStored(prompt.identity());
        assertThat(operator().takeOwedLetters(Duration.ZERO, 9)).isEmpty();
    }

    @Test
    void owesNoLetterWhereASourceStoresIt() {
        ledger.begin(prompt.intent(), ME);
        ledger.fail(prompt.identity(), ME, Reason.of("refused"));
        Prompt again = new Prompt("id-2", "comes again after it has failed");
        failAfterItWaited(again);
        ledger.reopen(again.identity(), ME);
        ledger.fail(again.identity(), ME, Reason.of("refused"));
        Prompt delivered = new Prompt("id-3", "fine");
        ledger.keep(List.of(delivered.intent()), NOW, Reason.of("posted"));

        assertThat(operator().takeOwedLetters(Duration.ZERO, 9)).isEmpty();
    }

    @Test
    void owesTheLetterOfWhatWasKeptAtOnce() {
        ledger.keep(List.of(prompt.intent()), NOW, Reason.of("posted"));
        ledger.leaseDue(NOW, ME, 1);
        ledger.fail(prompt.identity(), ME, new Reason("refused", OptionalInt.of(422), Optional.of("correct it")));

        assertThat(operator().takeOwedLetters(Duration.ZERO, 9).get(0).known().reason())
                .contains(new Reason("refused", OptionalInt.of(422), Optional.of("correct it")));
    }

    @Test
    void owesTheLetterOfWhatWasFoundPaidAfterItHadFailed() {
        Attempt attempt = unknown(prompt);
        ledger.hold(prompt.identity(), ME, Reason.of("ambiguous"));
        operator().resubmit(prompt.identity(), DECIDED);
        ledger.leaseDue(NOW, ME, 1);
        ledger.fail(prompt.identity(), ME, Reason.of("refused"));
        operator().letterStored(prompt.identity());
        ledger.answered(attempt.id(), Prompt.answer("b1", "i1"), Prompt.ANSWERED);
        ledger.leaseDue(NOW, ME, 1);
        ledger.imageFailed(attempt.id(), 0, Reason.of("gone"));

        assertThat(load(prompt).state()).isEqualTo(IntentState.FAILED);
        assertThat(operator().takeOwedLetters(Duration.ZERO, 9))
                .extracting(IntentRecord::identity)
                .containsExactly(prompt.identity());
    }

    private void failAfterItWaited(Prompt one) {
        ledger.begin(one.intent(), ME);
        ledger.park(one.identity(), ME, NOW, Reason.of("quota"));
        ledger.leaseDue(NOW, ME, 1);
        ledger.fail(one.identity(), ME, Reason.of("refused"));
    }

    @Test
    void forgetsFinishedIntentsButKeepsClaims() {
        done(prompt, "b1", "i1");
        Prompt active = new Prompt("id-2", "active");
        prepare(active);
        Instant future = Instant.now().plusSeconds(3600);
        Instant past = Instant.EPOCH;

        assertThat(operator().purge(past, past, 10).isNothing()).isTrue();
        assertThat(operator().purge(future, past, 10)).isEqualTo(new OperatorLedger.Purged(1, 0));

        assertThat(ledger.load(prompt.identity())).isEmpty();
        assertThat(ledger.load(active.identity())).isPresent();
        assertThat(operator().totals().claimedBatches()).isEqualTo(1);
        assertThat(operator().purge(future, future, 10)).isEqualTo(new OperatorLedger.Purged(0, 2));
        assertThat(operator().isEmpty()).isFalse();
    }

    @Test
    void keepsTheClaimsOfIntentsThatAreStillThere() {
        Attempt attempt = prepare(prompt);
        ledger.answered(attempt.id(), Prompt.answer("b1", "i1"), Prompt.ANSWERED);
        Instant future = Instant.now().plusSeconds(3600);

        assertThat(operator().purge(future, future, 10).isNothing()).isTrue();
    }

    @Test
    void isEmptyUntilSomethingIsKept() {
        assertThat(operator().isEmpty()).isTrue();

        ledger.begin(prompt.intent(), ME);

        assertThat(operator().isEmpty()).isFalse();
    }

    @Test
    void isNotLostWhenAPersonSaysSo() {
        operator().declareNew();
        operator().declareNew();

        assertThat(operator().isEmpty()).isFalse();
    }

    @Test
    void rebuildsFromSidecars() {
        RebuiltIntent rebuilt = rebuilt(1, new RebuiltIntent.Image(0, "i1", Prompt.object("k1")));

        assertThat(operator().sinceRebuilt()).isEmpty();
        assertThat(operator().rebuild(List.of(rebuilt))).isEqualTo(1);
        assertThat(operator().rebuild(List.of(rebuilt))).isZero();

        IntentRecord intent = load(prompt);
        assertThat(intent.state()).isEqualTo(IntentState.DONE);
        assertThat(intent.sink()).contains("archive");
        assertThat(intent.billed().orElseThrow().batchId()).contains("b1");
        assertThat(intent.known().recognise(prompt.rawHash(), prompt.request().fingerprint(), false))
                .isEqualTo(Recognition.SAME);
        assertThat(ledger.settlement()
                        .claims(Prompt.ACCOUNT, List.of(prompt.batch("b1", "i1")))
                        .imageIds())
                .containsExactly("i1");
        assertThat(operator().sinceRebuilt().orElseThrow()).isBetween(Duration.ZERO, LONG);
        assertThat(ledger.prepare(prompt.intent(), Prompt.by(ME))).isInstanceOf(PrepareResult.Known.class);
        assertThat(operator().totals().billedImages()).isEqualTo(1);
    }

    @Test
    void holdsARebuiltPromptUntilItsMissingImagesAreAdopted() {
        operator()
                .rebuild(List.of(rebuilt(
                        4,
                        new RebuiltIntent.Image(0, "i1", Prompt.object("k1")),
                        new RebuiltIntent.Image(2, "i3", Prompt.object("k3")))));

        assertThat(load(prompt).state()).isEqualTo(IntentState.HELD);
        assertThat(load(prompt).known().reason().orElseThrow().text()).contains("2 of 4", "b1");
        assertThat(operator().totals().billedImages()).isEqualTo(4);
        assertThat(operator().resubmit(prompt.identity(), DECIDED)).isInstanceOf(OperatorResult.NotPossible.class);
        assertThat(operator().adopt(prompt.identity(), prompt.batch("b2", "i9")))
                .isInstanceOf(OperatorResult.NotPossible.class);

        OperatorResult adopted = operator().adopt(prompt.identity(), prompt.batch("b1", "i1", "i2", "i3", "i4"));

        assertThat(adopted).isEqualTo(new OperatorResult.Applied(IntentState.ANSWERED));
        IntentRecord due = ledger.leaseDue(NOW, ME, 1).get(0);
        assertThat(due.pending()).extracting(ImageRecord::index).containsExactly(1, 3);
        String attempt = due.billed().orElseThrow().id();
        ledger.imageDelivered(attempt, 1, Prompt.object("k2"), Optional.empty());
        assertThat(ledger.imageDelivered(attempt, 3, Prompt.object("k4"), Optional.empty()))
                .isEqualTo(new ImageResult.Recorded(IntentState.DONE, 0));
        assertThat(operator().totals().billedImages()).isEqualTo(4);
    }

    private RebuiltIntent rebuilt(int billed, RebuiltIntent.Image... images) {
        return new RebuiltIntent(
                prompt.identity(),
                prompt.request(),
                prompt.intent().origin(),
                Optional.of("b1"),
                Prompt.SENT,
                List.of(images),
                billed,
                prompt.intent().keyTemplate(),
                "archive");
    }

    @Test
    void saysWhyNothingCanBeSent() {
        hold(prompt);
        operator().adopt(prompt.identity(), prompt.batch("b1", "i1"));
        ledger.leaseDue(NOW, ME, 1);

        assertThat(permission(prompt)).isEqualTo(new SendPermission.Paid());
    }

    private void hold(Prompt one) {
        unknown(one);
        ledger.hold(one.identity(), ME, Reason.of("doubt"));
    }
}
