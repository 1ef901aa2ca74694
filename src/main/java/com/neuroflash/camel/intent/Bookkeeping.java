package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.api.Generation;
import com.neuroflash.camel.billing.AttemptState;
import com.neuroflash.camel.billing.BillingRules;
import com.neuroflash.camel.billing.Outcome;
import com.neuroflash.camel.ledger.AttemptRecord;
import com.neuroflash.camel.ledger.Ledger;
import com.neuroflash.camel.ledger.Reason;
import com.neuroflash.camel.ledger.RecordResult;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** What the ledger is told of a prompt before its delivery: how its billed call has ended, that it waits or fails. */
final class Bookkeeping {
    private final Ledger ledger;
    private final BillingRules rules;
    private final ServerTimekeeper time;

    Bookkeeping(Ledger ledger, BillingRules rules, ServerTimekeeper time) {
        this.ledger = requireNonNull(ledger, "ledger is null");
        this.rules = requireNonNull(rules, "rules is null");
        this.time = requireNonNull(time, "time is null");
    }

    /** Records how the call ended, unless that is recorded already; repeating it is safe. */
    void record(PromptRun run) {
        Outcome outcome = run.call().outcome().orElseThrow();
        String attempt = run.call().attempt().orElseThrow().id();
        Instant answered = run.call().answeredAt().orElseGet(this::latest);
        RecordResult result;
        if (outcome instanceof Outcome.Answered answer) {
            result = ledger.answered(attempt, answer.generation(), answered);
        } else if (outcome instanceof Outcome.Unidentified unidentified) {
            result = ledger.answered(attempt, unidentified.generation(), answered);
        } else if (outcome instanceof Outcome.Rejected rejected) {
            result = ledger.rejected(attempt, Reason.of(rejected.reason()), Optional.empty());
        } else {
            result = ledger.unknown(attempt, Reason.of(((Outcome.Unknown) outcome).reason()));
        }
        run.call().recorded();
        follow(run, result, outcome, answered);
    }

    private void follow(PromptRun run, RecordResult result, Outcome outcome, Instant answered) {
        if (!(result instanceof RecordResult.Recorded recorded)) {
            throw park(run, run.call().settlesAt(rules), "it was billed or may have been; the history is asked");
        }
        if (recorded.state() == AttemptState.ANSWERED) {
            Optional<Generation> generation =
                    outcome instanceof Outcome.Answered answer ? Optional.of(answer.generation()) : Optional.empty();
            Paid paid = new Paid(
                    run.call().attempt().orElseThrow().id(),
                    generation.flatMap(Generation::batchId),
                    generation.flatMap(Generation::detail),
                    Optional.of(answered));
            run.paid(paid, recorded.images(), time.moment().nanos());
        } else if (recorded.state() != AttemptState.REJECTED) {
            String why = outcome instanceof Outcome.Unknown unknown
                            && unknown.reason().equals(AttemptRecord.ASSUMED)
                    ? AttemptRecord.ASSUMED
                    : "it may have been billed; the history is asked";
            throw park(run, run.call().settlesAt(rules), why);
        }
    }

    /** Ends the prompt as a dead letter, if the ledger knows it. */
    void fail(PromptRun run, Action.Fail why) {
        Reason reason = new Reason(why.reason(), why.status(), Optional.of(why.whatToDo()));
        if (run.isInLedger() && !run.isPaid() && !ledger.fail(run.identity(), ledger.owner(), reason)) {
            throw new PromptElsewhereException();
        }
    }

    /** Puts a prompt that waits for the surroundings into the waiting room for as long as nobody may try. */
    RuntimeException park(PromptRun run, Duration pause, String reason) {
        return park(run, time.now().plus(pause), reason);
    }

    /** Puts the prompt into the waiting room; the exception tells the runner that it has ended here. */
    RuntimeException park(PromptRun run, Instant until, String reason) {
        return park(run, until, Reason.of(reason));
    }

    /** The same with a reason that may have a status and advice. */
    RuntimeException park(PromptRun run, Instant until, Reason reason) {
        if (!run.isInLedger()) {
            ledger.begin(run.newIntent(), ledger.owner());
            run.inLedger();
        }
        boolean ours = ledger.park(run.identity(), ledger.owner(), until, reason);
        return ours ? new PromptParkedException(run.identity(), reason.text()) : new PromptElsewhereException();
    }

    /** Not earlier, and as exact as the ledger keeps it: objects may be named by it. */
    private Instant latest() {
        return time.at(time.moment()).latest().plusMillis(1).truncatedTo(ChronoUnit.MILLIS);
    }
}
