package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.api.Generation;
import com.neuroflash.camel.billing.AttemptState;
import com.neuroflash.camel.billing.Batch;
import com.neuroflash.camel.billing.Budget;
import com.neuroflash.camel.billing.Moment;
import com.neuroflash.camel.billing.Outcome;
import com.neuroflash.camel.billing.SendPermission;
import com.neuroflash.camel.billing.Settlement;
import com.neuroflash.camel.billing.Watermark;
import com.neuroflash.camel.ledger.AttemptRecord;
import com.neuroflash.camel.ledger.Ledger;
import com.neuroflash.camel.ledger.Preparation;
import com.neuroflash.camel.ledger.PrepareResult;
import com.neuroflash.camel.ledger.Reason;
import com.neuroflash.camel.ledger.RecordResult;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The billed call as the ledger sees it: committed before it is sent, checked at the last moment, recorded after. */
final class Purchases {
    private static final Duration UNTIL_SETTLED_ELSEWHERE = Duration.ofSeconds(15);
    /** How the reason of whoever is parked for the budget begins. */
    static final String FOR_THE_BUDGET = "the budget ";

    private static final Duration UNTIL_SOMEBODY_RAISES_IT = Duration.ofHours(1);

    private final Ledger ledger;
    private final BillingSettings settings;
    private final ServerTimekeeper time;
    private final OwnerLease lease;
    private final HistoryKnowledge history;
    private final Leftovers leftovers;
    private final BudgetNotice budgetNotice = new BudgetNotice();

    Purchases(
            Ledger ledger,
            BillingSettings settings,
            ServerTimekeeper time,
            OwnerLease lease,
            HistoryKnowledge history) {
        this.ledger = requireNonNull(ledger, "ledger is null");
        this.settings = requireNonNull(settings, "settings is null");
        this.time = requireNonNull(time, "time is null");
        this.lease = requireNonNull(lease, "lease is null");
        this.history = requireNonNull(history, "history is null");
        leftovers = new Leftovers(ledger, settings, time, history);
    }

    /**
     * Commits PREPARED, or says why not by an exception.
     *
     * @param maxImages the model's most images a request
     */
    void prepare(PromptRun run, OptionalInt maxImages) {
        Optional<Instant> awaited = leftovers.awaitedUntil();
        if (awaited.isPresent()) {
            awaitLeftovers(run, awaited.get());
        } else if (leftovers.mayBeOf(run.frozen()) && isUntried(run)) {
            takeForSent(run, maxImages);
        }
        List<Batch> newest = history.newest();
        Watermark watermark =
                Settlement.watermark(run.frozen(), newest, ledger.settlement().claims(settings.account(), newest));
        prepare(run, watermark, maxImages);
    }

    /** What the lost ledger knew of may be under way: only what this ledger has sent before is sent again. */
    private void awaitLeftovers(PromptRun run, Instant until) {
        if (isUntried(run)) {
            throw park(run, until, "the ledger was rebuilt; what was under way is awaited until " + until);
        }
    }

    private boolean isUntried(PromptRun run) {
        return !run.isInLedger()
                || ledger.load(run.identity())
                        .map(known -> known.attempts().isEmpty())
                        .orElse(true);
    }

    /** A ledger that is lost may have known of an attempt: it is settled as one whose answer was lost. */
    private void takeForSent(PromptRun run, OptionalInt maxImages) {
        prepare(run, Watermark.ofEmptyHistory(), maxImages);
        run.call().ended(new Outcome.Unknown(AttemptRecord.ASSUMED), Optional.empty());
        record(run);
    }

    private void prepare(PromptRun run, Watermark watermark, OptionalInt maxImages) {
        Moment committed = time.moment();
        Preparation preparation = new Preparation(
                ledger.owner(),
                settings.principal(),
                time.at(committed),
                time.isSure(committed),
                watermark,
                run.frozen().imageLimit(maxImages),
                settings.rules(),
                settings.budget());
        PrepareResult result = run.isInLedger()
                ? ledger.prepare(run.identity(), preparation)
                : ledger.prepare(run.newIntent(), preparation);
        take(run, result, committed);
    }

    private void take(PromptRun run, PrepareResult result, Moment committed) {
        if (result instanceof PrepareResult.Known) {
            throw new RecallException();
        }
        run.inLedger();
        if (result instanceof PrepareResult.Prepared prepared) {
            run.call().prepared(prepared.attempt(), committed);
        } else if (result instanceof PrepareResult.OverBudget over) {
            throw overBudget(run, over.verdict());
        } else {
            refuse(run, ((PrepareResult.Refused) result).permission());
        }
    }

    private RuntimeException overBudget(PromptRun run, Budget.Verdict verdict) {
        if (verdict instanceof Budget.Verdict.UsedUp usedUp) {
            Reason reason = Reason.of(FOR_THE_BUDGET + "is used up until " + usedUp.until());
            budgetNotice.tell(run.source(), reason);
            return park(run, usedUp.until(), reason);
        }
        Budget.Verdict.TooSmall tooSmall = (Budget.Verdict.TooSmall) verdict;
        Reason reason = Reason.of(
                FOR_THE_BUDGET + "never allows it: it may cost " + tooSmall.images() + " images, " + tooSmall.key()
                        + " is " + tooSmall.limit(),
                "raise " + tooSmall.key() + " and start again, or ask for fewer: a prompt counts as the most images"
                        + " that its model makes, unless it gives num_images and \"limit_generations\": true");
        budgetNotice.tell(run.source(), reason);
        return park(run, time.now().plus(UNTIL_SOMEBODY_RAISES_IT), reason);
    }

    private void refuse(PromptRun run, SendPermission permission) {
        if (permission instanceof SendPermission.Paid) {
            throw new RecallException();
        }
        if (permission instanceof SendPermission.Unsettled || permission instanceof SendPermission.Barred) {
            throw park(
                    run,
                    time.now().plus(UNTIL_SETTLED_ELSEWHERE),
                    "a prompt that looks alike in the history may have been billed; it is settled first");
        }
        if (permission instanceof SendPermission.Exhausted exhausted) {
            throw new PromptFailedException(
                    "not billed, after " + exhausted.tried() + " attempts that came to nothing",
                    OptionalInt.empty(),
                    "As this prompt it has used up billing.max-attempts ("
                            + settings.rules().maxAttempts()
                            + "): raise that, or give it another id, or none, and drop it in again.");
        }
        if (permission instanceof SendPermission.Finished) {
            throw new RecallException();
        }
        if (permission instanceof SendPermission.ClockUnsure) {
            throw new ServerTimeUnknownException();
        }
        throw new PromptElsewhereException();
    }

    /** The last act before the first byte; throws when the request must not be written. */
    void checkLast(PromptRun run) {
        Moment now = time.moment();
        Optional<Outcome.Rejected> refusal =
                SendPermission.toWrite(lease.current(), run.call().committed(), now, settings.rules());
        boolean unbroken = lease.isUnbrokenSince(run.call().committed());
        if (refusal.isPresent() || !unbroken) {
            throw new NotSentException(refusal.map(Outcome.Rejected::reason)
                    .orElse("not sent: the lease lapsed after the attempt was committed"));
        }
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
            throw park(
                    run,
                    run.call().settlesAt(settings.rules()),
                    "it was billed or may have been; the history is asked");
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
            throw park(run, run.call().settlesAt(settings.rules()), why);
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

    private RuntimeException park(PromptRun run, Instant until, Reason reason) {
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
