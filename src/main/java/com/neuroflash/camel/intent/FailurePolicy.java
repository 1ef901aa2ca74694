package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.api.AuthenticationException;
import com.neuroflash.camel.api.NeuroflashException;
import com.neuroflash.camel.api.OutcomeUnknownException;
import com.neuroflash.camel.api.QuotaException;
import com.neuroflash.camel.api.RejectedException;
import com.neuroflash.camel.api.RetryLaterException;
import com.neuroflash.camel.billing.Outcome;
import com.neuroflash.camel.delivery.CorruptImageException;
import com.neuroflash.camel.delivery.ObjectConflictException;
import com.neuroflash.camel.delivery.SinkUnavailableException;
import com.neuroflash.camel.ledger.LedgerUnavailableException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/** Decides what a failed step means: the prompt's own fault, a short wait, or a pause of everything. */
final class FailurePolicy {
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int MORE_OFTEN_WHEN_PAID = 8;

    private final Backoff backoff;
    private final Backoff historyBackoff;
    private final int retries;
    private final RandomGenerator random;

    /**
     * A policy.
     *
     * @param backoff between the tries of one prompt's step
     * @param historyBackoff between two looks into the history
     * @param retries how often a prompt tries a step by itself before the trouble counts as everybody's
     */
    FailurePolicy(Backoff backoff, Backoff historyBackoff, int retries, RandomGenerator random) {
        this.backoff = requireNonNull(backoff, "backoff is null");
        this.historyBackoff = requireNonNull(historyBackoff, "historyBackoff is null");
        this.retries = retries;
        this.random = requireNonNull(random, "random is null");
    }

    /**
     * What to do about {@code failure}.
     *
     * @param stage what the prompt was about to do
     * @param failures how often that has failed in a row, this time included
     * @param alone whether another prompt succeeded there meanwhile, so that the trouble may be this one's own; an unwell
     *     API or sink serves one and not the other, so that what is paid has its retries first
     */
    Action decide(Throwable failure, Stage stage, int failures, boolean alone) {
        Action action = decide(failure, stage, failures);
        boolean ownTrouble = alone && action instanceof Action.Pause && isOftenOnesOwn(failure, stage);
        if (!ownTrouble) {
            return action;
        }
        return stage.isPaid() && failures <= retriesAt(stage)
                ? retry(failures)
                : new Action.Fail(String.valueOf(failure.getMessage()), statusOf(failure), stage.adviceOnRefusal());
    }

    /** A permission may be missing for one model, an image or an object may be broken for itself. */
    private static boolean isOftenOnesOwn(Throwable failure, Stage stage) {
        boolean forbidden =
                failure instanceof QuotaException quota && quota.status().orElse(0) == FORBIDDEN;
        boolean everybodys = failure instanceof LedgerUnavailableException
                || isDiskFull(failure)
                || statusOf(failure).orElse(0) == TOO_MANY_REQUESTS;
        return forbidden || stage.isPaid() && !everybodys;
    }

    private static OptionalInt statusOf(Throwable failure) {
        return failure instanceof NeuroflashException exception ? exception.status() : OptionalInt.empty();
    }

    private Action decide(Throwable failure, Stage stage, int failures) {
        if (failure instanceof DiskFullException full) {
            return new Action.Pause("disk full", full.getMessage(), Duration.ZERO);
        }
        if (isDiskFull(failure)) {
            return new Action.Pause("disk full", "free some space", Duration.ZERO);
        }
        if (failure instanceof ServerTimeUnknownException || isNotSent(failure)) {
            return retry(failures);
        }
        if (failure instanceof NeuroflashException exception) {
            return decideCall(exception, stage, failures);
        }
        if (failure instanceof LedgerUnavailableException) {
            return new Action.Pause("ledger not reachable", failure.getMessage(), Duration.ZERO);
        }
        if (failure instanceof HistoryLagException) {
            return new Action.Retry(historyBackoff.delay(failures, random));
        }
        if (failure instanceof PromptFailedException failed) {
            return new Action.Fail(failed.getMessage(), failed.status(), failed.whatToDo());
        }
        if (failure instanceof ObjectConflictException conflict) {
            return new Action.Fail(
                    conflict.getMessage(),
                    OptionalInt.empty(),
                    "Compare the quarantined object with the one in its place; the image is paid for and kept.");
        }
        return switch (stage) {
            case SEND -> unknown(OptionalInt.empty(), failure.getClass().getSimpleName());
            case DELIVER -> sinkTrouble(failure, failures);
            case RECALL, LEDGER, ROOM, CHECK, HISTORY, FETCH ->
                failures <= retriesAt(stage) ? retry(failures) : hopeless(failure, stage);
        };
    }

    /** What is paid is worth more tries. */
    private int retriesAt(Stage stage) {
        return stage.isPaid() ? MORE_OFTEN_WHEN_PAID * retries : retries;
    }

    /** How a failed billed call has ended. */
    static Outcome outcomeOf(Throwable failure) {
        return isNotSent(failure) ? Outcome.notSent(failure.getMessage()) : Outcome.of(failure);
    }

    private Action decideCall(NeuroflashException failure, Stage stage, int failures) {
        if (failure instanceof OutcomeUnknownException) {
            return unknown(failure.status(), failure.getMessage());
        }
        if (failure instanceof AuthenticationException) {
            return new Action.Pause("authentication", failure.getMessage(), Duration.ZERO);
        }
        if (failure instanceof QuotaException quota) {
            return new Action.Pause(
                    "quota or plan", failure.getMessage(), quota.retryAfter().orElse(Duration.ZERO));
        }
        if (failure instanceof RetryLaterException later) {
            return retryLater(later, stage, failures);
        }
        return rejected((RejectedException) failure, stage, failures);
    }

    private Action retryLater(RetryLaterException failure, Stage stage, int failures) {
        Duration atLeast = failure.retryAfter().orElse(Duration.ZERO);
        boolean limited = failure.status().orElse(0) == TOO_MANY_REQUESTS;
        if (limited) {
            return new Action.Pause("rate limit of the API", "", atLeast);
        }
        if (stage == Stage.SEND || failures > retries) {
            return new Action.Pause("API not reachable", failure.getMessage(), atLeast);
        }
        Duration delay = backoff.delay(failures, random);
        return new Action.Retry(delay.compareTo(atLeast) > 0 ? delay : atLeast);
    }

    private Action rejected(RejectedException failure, Stage stage, int failures) {
        int status = failure.status().orElse(0);
        boolean notFound = status == NOT_FOUND;
        if (stage == Stage.HISTORY) {
            return new Action.Retry(historyBackoff.delay(failures, random));
        }
        if (stage == Stage.FETCH && failures <= retries) {
            return new Action.LookUp();
        }
        if (notFound && stage == Stage.SEND) {
            return new Action.Recheck();
        }
        if (stage == Stage.CHECK || stage == Stage.SEND && isWrongDoor(status)) {
            return new Action.Pause("base path", failure.getMessage(), Duration.ZERO);
        }
        return new Action.Fail(failure.getMessage(), failure.status(), stage.adviceOnRefusal());
    }

    /** A redirect or a refused method says that this is not the API, whatever the prompt. */
    private static boolean isWrongDoor(int status) {
        return status / 100 == 3 || status == METHOD_NOT_ALLOWED;
    }

    /** A 404 of the billed call although the models are found: the prompt's own, such as an unknown source image. */
    static Action.Fail refused(Throwable failure) {
        return new Action.Fail(String.valueOf(failure.getMessage()), statusOf(failure), Stage.SEND.adviceOnRefusal());
    }

    private Action sinkTrouble(Throwable failure, int failures) {
        if (failures <= 1) {
            return retry(failures);
        }
        if (failure instanceof CorruptImageException) {
            return failures <= retriesAt(Stage.DELIVER) ? retry(failures) : hopeless(failure, Stage.DELIVER);
        }
        String detail = failure instanceof SinkUnavailableException ? failure.getMessage() : rootCause(failure);
        return new Action.Pause("sink not reachable", detail, Duration.ZERO);
    }

    private Action retry(int failures) {
        return new Action.Retry(backoff.delay(failures, random));
    }

    static Action.Fail unknown(OptionalInt status, String found) {
        return new Action.Fail(
                "outcome unknown, it may have been billed: " + found,
                status,
                "Look into the history for this prompt. It is not sent again by itself; drop it in again only if the"
                        + " history does not show it.");
    }

    private static Action hopeless(Throwable failure, Stage stage) {
        if (failure instanceof CorruptImageException corrupt) {
            return new Action.Fail(corrupt.getMessage(), OptionalInt.empty(), stage.adviceOnRefusal());
        }
        return new Action.Fail(
                "unexpected " + rootCause(failure),
                OptionalInt.empty(),
                "Please report this with the log's lines around it.");
    }

    /** Our own last check refused: no byte left. */
    private static boolean isNotSent(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NotSentException) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDiskFull(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = cause instanceof FileSystemException file ? file.getReason() : cause.getMessage();
            if (cause instanceof java.io.IOException && message != null && message.contains("No space left")) {
                return true;
            }
        }
        return false;
    }

    private static String rootCause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }
}
