package com.neuroflash.camel.ledger;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * One billed image.
 *
 * @param attemptId whose
 * @param index which of its attempt's images, from 0
 * @param seen what the answer or the history said of it
 * @param state where it is on its way
 * @param object where it went, once delivered or in quarantine
 * @param reason why it failed or is in quarantine
 */
public record ImageRecord(
        String attemptId,
        int index,
        SeenImage seen,
        ImageState state,
        Optional<StoredObject> object,
        Optional<Reason> reason) {
    /** Checks that all are there. */
    public ImageRecord {
        requireNonNull(attemptId, "attemptId is null");
        requireNonNull(seen, "seen is null");
        requireNonNull(state, "state is null");
        requireNonNull(object, "object is null");
        requireNonNull(reason, "reason is null");
    }
}
