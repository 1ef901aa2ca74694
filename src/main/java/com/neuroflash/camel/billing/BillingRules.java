package com.neuroflash.camel.billing;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * The assumptions that the promise rests on.
 *
 * @param generationLimit G: the longest time a generation may take, counted from the first byte
 * @param historyLag S: the longest time until the history shows a finished generation
 * @param sendGuard the longest time between the commit of PREPARED and the first byte
 * @param clockMargin by how much the server's own clocks may differ from one another
 * @param maxAttempts how many POSTs a prompt may have in all, counting those that came to nothing
 * @param onAmbiguous what to do with what can't be known
 */
public record BillingRules(
        Duration generationLimit,
        Duration historyLag,
        Duration sendGuard,
        Duration clockMargin,
        int maxAttempts,
        OnAmbiguous onAmbiguous) {

    /** Checks the bounds. */
    public BillingRules {
        requirePositive(generationLimit, "billing.generation-limit");
        requirePositive(historyLag, "billing.history-lag");
        requirePositive(sendGuard, "billing.send-guard");
        requirePositive(clockMargin, "clockMargin");
        requireNonNull(onAmbiguous, "onAmbiguous is null");
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("billing.max-attempts must be 1 or more, found " + maxAttempts);
        }
    }

    /** What to do with an attempt that may have been billed and can't be matched. */
    public enum OnAmbiguous {
        /** Wait for a person. */
        HOLD,
        /** Send again, at the risk of paying twice. */
        RESUBMIT
    }

    /** G 10m, S 2m, guard 10s, clock margin 10s, 3 attempts, hold. */
    public static BillingRules defaults() {
        return new BillingRules(
                Duration.ofMinutes(10),
                Duration.ofMinutes(2),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                3,
                OnAmbiguous.HOLD);
    }

    /** The longest time from PREPARED until the history shows a billed batch: guard + G + S. */
    public Duration settleTime() {
        return sendGuard.plus(generationLimit).plus(historyLag);
    }

    /** How far below the oldest possible row a walk goes on. */
    public Duration walkMargin() {
        return historyLag.plus(clockMargin);
    }

    private static void requirePositive(Duration duration, String name) {
        requireNonNull(duration, name + " is null");
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + " must be longer than zero, found " + duration);
        }
    }
}
