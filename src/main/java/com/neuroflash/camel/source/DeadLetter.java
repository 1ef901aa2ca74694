package com.neuroflash.camel.source;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A message of which something is refused or has failed for good.
 *
 * @param message as received, or of a prompt that failed after its message was acknowledged: the prompt under its intent
 * @param failures what failed, prompt by prompt; at least one
 */
public record DeadLetter(SourceMessage message, List<Failed> failures) {
    /** Checks that something failed and copies the list. */
    public DeadLetter {
        requireNonNull(message, "message is null");
        failures = List.copyOf(failures);
        if (failures.isEmpty()) {
            throw new IllegalArgumentException("failures is empty; a dead letter says what failed");
        }
    }

    /**
     * One failed prompt.
     *
     * @param failure why, and what to do
     * @param attempts how often it was sent
     * @param paidImages how many images were paid for; a replay delivers them without paying again
     * @param deliveredImages how many of those are delivered
     */
    public record Failed(LineFailure failure, int attempts, int paidImages, int deliveredImages) {
        /** Checks that the reason is there. */
        public Failed {
            requireNonNull(failure, "failure is null");
        }
    }
}
