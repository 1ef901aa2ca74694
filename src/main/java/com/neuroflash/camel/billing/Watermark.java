package com.neuroflash.camel.billing;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What the history was known to show before an attempt was sent: none of it can be that attempt's.
 *
 * @param newest the newest row's {@code created_at}; empty when the history was seen to be empty
 * @param knownImageIds unclaimed images that were known and might be taken for this attempt's
 */
public record Watermark(Optional<Instant> newest, Set<String> knownImageIds) {
    /** Copies the ids. */
    public Watermark {
        requireNonNull(newest, "newest is null");
        knownImageIds = Set.copyOf(knownImageIds);
    }

    /** The history was seen to be empty. */
    public static Watermark ofEmptyHistory() {
        return new Watermark(Optional.empty(), Set.of());
    }
}
