package com.neuroflash.camel.billing;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.api.HistoryEntry;
import java.time.Instant;
import java.util.List;

/**
 * An answered attempt and its rows, found in the history by the ids of its answer: what a server's ways are learnt from.
 *
 * @param attempt what was sent
 * @param answered when the answer was there, not earlier, in server time
 * @param rows its rows; at least one
 */
public record AnsweredPair(Attempt attempt, Instant answered, List<HistoryEntry> rows) {
    /** Checks that there is a row. */
    public AnsweredPair {
        requireNonNull(attempt, "attempt is null");
        requireNonNull(answered, "answered is null");
        rows = List.copyOf(rows);
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("an answered pair needs at least one row of the history; found none");
        }
    }

    Batch batch() {
        return new Batch(rows.get(0).batchId(), rows);
    }

    String prompt() {
        return attempt.request().request().prompt();
    }
}
