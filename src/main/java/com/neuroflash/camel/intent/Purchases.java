package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The way to the billed call: committed to the ledger before it is sent, and checked at the last moment. */
final class Purchases {
    /** How the reason of whoever is parked for the budget begins. */
    static final String FOR_THE_BUDGET = "the budget ";

    private static final Duration UNTIL_SETTLED_ELSEWHERE = Duration.ofSeconds(15);
    private static final Duration UNTIL_SOMEBODY_RAISES_IT = Duration.ofHours(1);

    private final Ledger ledger;
    private final BillingSettings settings;
    private final ServerTimekeeper time;
    private final OwnerLease lease;
    private final HistoryKnowledge history;
    private final Bookkeeping books;
    private final Leftovers leftovers;
    private final BudgetNotice budgetNotice = new BudgetNotice();

    Purchases(
            Ledger ledger,
            BillingSettings settings,
            ServerTimekeeper time,
            OwnerLease lease,
            HistoryKnowledge history,
            Bookkeeping books) {
        this.ledger = requireNonNull(ledger, "ledger is null");
        this.settings = requireNonNull(settings, "settings is null");
        this.time = requireNonNull(time, "time is null");
        this.lease = requireNonNull(lease, "lease is null");
        this.history = requireNonNull(history, "history is null");
        this.books = requireNonNull(books, "books is null");
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
            throw books.park(run, until, "the ledger was rebuilt; what was under way is awaited until " + until);
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
        books.record(run);
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
            return books.park(run, usedUp.until(), reason);
        }
        Budget.Verdict.TooSmall tooSmall = (Budget.Verdict.TooSmall) verdict;
        Reason reason = Reason.of(
                FOR_THE_BUDGET + "never allows it: it may cost " + tooSmall.images() + " images, " + tooSmall.key()
                        + " is " + tooSmall.limit(),
                "raise " + tooSmall.key() + " and start again, or ask for fewer: a prompt counts as the most images"
                        + " that its model makes, unless it gives num_images and \"limit_generations\": true");
        budgetNotice.tell(run.source(), reason);
        return books.park(run, time.now().plus(UNTIL_SOMEBODY_RAISES_IT), reason);
    }

    private void refuse(PromptRun run, SendPermission permission) {
        if (permission instanceof SendPermission.Paid) {
            throw new RecallException();
        }
        if (permission instanceof SendPermission.Unsettled || permission instanceof SendPermission.Barred) {
            throw books.park(
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
}
