package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.ledger.AttemptRecord;
import java.time.Instant;
import java.util.Optional;

/**
 * The billed attempt of a prompt: what its sidecars tell of it.
 *
 * @param attemptId names it in the ledger
 * @param batchId groups its images in the history
 * @param detail the server's warning
 * @param answered when the answer was there, in server time
 */
record Paid(String attemptId, Optional<String> batchId, Optional<String> detail, Optional<Instant> answered) {
    Paid {
        requireNonNull(attemptId, "attemptId is null");
        requireNonNull(batchId, "batchId is null");
        requireNonNull(detail, "detail is null");
        requireNonNull(answered, "answered is null");
    }

    static Paid of(AttemptRecord attempt) {
        return new Paid(attempt.id(), attempt.batchId(), attempt.detail(), attempt.answered());
    }
}
