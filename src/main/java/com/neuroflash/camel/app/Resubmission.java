package com.neuroflash.camel.app;

import com.neuroflash.camel.billing.AttemptState;
import com.neuroflash.camel.billing.IntentState;
import com.neuroflash.camel.intent.Counted;
import com.neuroflash.camel.ledger.AttemptRecord;
import com.neuroflash.camel.ledger.IntentRecord;
import com.neuroflash.camel.ledger.OperatorLedger;
import com.neuroflash.camel.ledger.Reason;
import java.util.List;
import java.util.Optional;

/** Sends a prompt again that can't be known to be unbilled, as a person decides. */
final class Resubmission {
    private final IntentRecord intent;
    private final AskedModels models;
    private final boolean rebuilt;

    /**
     * Of that prompt.
     *
     * @param models by which it is told what it may cost
     * @param rebuilt whether the ledger was lost and rebuilt, so that a prompt that comes first may have been sent before
     */
    Resubmission(IntentRecord intent, AskedModels models, boolean rebuilt) {
        this.intent = intent;
        this.models = models;
        this.rebuilt = rebuilt;
    }

    /** What it would cost; nothing is changed. */
    Answer preview() {
        return new OperatorAnswer(intent)
                .of(
                        obstacle().isEmpty(),
                        obstacle()
                                .map(reason -> "not possible: " + reason)
                                .orElse("would cost " + cost() + exception() + "; nothing was changed"));
    }

    Answer apply(OperatorLedger ledger) {
        return new OperatorAnswer(intent)
                .of(
                        ledger.resubmit(intent.identity(), Reason.of("resubmitted by a person")),
                        "will be sent again, at once by a running service, else by the next one; costs " + cost()
                                + exception());
    }

    /** What a person expects to be sent may be held instead. */
    private String exception() {
        return rebuilt && intent.attempts().isEmpty()
                ? "; but the ledger was rebuilt: it waits until the settle time after that is over, and if an unclaimed"
                        + " image in the history looks like it, it is held instead; a second resubmit then sends it"
                : "";
    }

    private String cost() {
        String images = "at most " + Counted.of(images(), "image") + caution();
        return intent.open()
                .map(open -> open.state() == AttemptState.UNIDENTIFIED
                        ? images + ". IT WILL BE BILLED TWICE: the attempt of " + sent(open)
                                + " was billed for certain, its images could not be told from others"
                        : images + ". IT MAY BE BILLED TWICE: " + danger(open))
                .orElse(images + "; no earlier attempt of it is known to be billed");
    }

    private static String danger(AttemptRecord open) {
        return open.isAssumed() ? AttemptRecord.ASSUMED : "the attempt of " + sent(open) + " may have been billed";
    }

    private static String sent(AttemptRecord open) {
        return PlainText.of(open.attempt().sent().earliest());
    }

    private int images() {
        return reserved().orElseGet(() -> models.mostImages(intent.request()));
    }

    /** What was reserved for its last attempt, when the models can't tell what is for the next one. */
    private Optional<Integer> reserved() {
        List<AttemptRecord> attempts = intent.attempts();
        return attempts.isEmpty() || models.trouble().isEmpty()
                ? Optional.empty()
                : Optional.of(attempts.get(attempts.size() - 1).attempt().imageLimit());
    }

    private String caution() {
        return models.caution()
                .filter(told -> reserved().isEmpty())
                .map(why -> " (" + why + ")")
                .orElse("");
    }

    /** As the ledger sees it. */
    private Optional<String> obstacle() {
        if (intent.state() != IntentState.HELD && intent.state() != IntentState.PARKED) {
            return Optional.of("it must be held or parked; found " + PlainText.of(intent.state()));
        }
        if (intent.billed().isPresent()) {
            return Optional.of("it is paid already, and its images are delivered when it is due");
        }
        return intent.attempts().stream().anyMatch(attempt -> attempt.state() == AttemptState.PREPARED)
                ? Optional.of("an attempt of it is under way; wait until it has ended")
                : Optional.empty();
    }
}
