package com.neuroflash.camel.history;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.api.HistoryEntry;
import com.neuroflash.camel.api.Neuroflash;
import com.neuroflash.camel.billing.AnsweredPair;
import com.neuroflash.camel.billing.Attempt;
import com.neuroflash.camel.billing.Claims;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Looks answered attempts up in the history by their ids, to learn from them how the server shows what was billed. */
public final class Calibration {
    private final Neuroflash neuroflash;

    /** Asks {@code neuroflash}. */
    public Calibration(Neuroflash neuroflash) {
        this.neuroflash = requireNonNull(neuroflash, "neuroflash is null");
    }

    /**
     * The attempt with its rows, or empty while the history does not show all of them.
     *
     * @param answered when its answer was there, in server time
     * @param claims what its answer named
     */
    public Optional<AnsweredPair> lookUp(Attempt attempt, Instant answered, Claims claims) {
        List<HistoryEntry> rows = claims.imageIds().stream()
                .sorted()
                .map(neuroflash::generation)
                .flatMap(Optional::stream)
                .toList();
        return rows.isEmpty() || rows.size() < claims.imageIds().size()
                ? Optional.empty()
                : Optional.of(new AnsweredPair(attempt, answered, rows));
    }

    /** The same from a walk, also for an answer that named only its batch. */
    public static Optional<AnsweredPair> find(Attempt attempt, Instant answered, Claims claims, Walk walk) {
        List<HistoryEntry> rows = walk.batches().stream()
                .filter(claims::covers)
                .flatMap(batch -> batch.rows().stream())
                .toList();
        return rows.isEmpty() ? Optional.empty() : Optional.of(new AnsweredPair(attempt, answered, rows));
    }
}
