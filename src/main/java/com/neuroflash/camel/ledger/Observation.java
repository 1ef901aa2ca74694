package com.neuroflash.camel.ledger;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.api.HistoryEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An answered attempt looked for in the history by the ids of its answer: what a server's ways are learnt from.
 *
 * @param attemptId which
 * @param answered when the answer was there, not earlier, in server time
 * @param rows all its rows; none when not all were shown or nothing is to be learnt from them
 * @param lag from the answer until the history last did not show them; empty when it was not watched
 */
public record Observation(String attemptId, Instant answered, List<HistoryEntry> rows, Optional<Duration> lag) {
    /** Checks that all are there and copies the rows. */
    public Observation {
        requireNonNull(attemptId, "attemptId is null");
        requireNonNull(answered, "answered is null");
        rows = List.copyOf(rows);
        requireNonNull(lag, "lag is null");
    }
}
