package com.neuroflash.camel.billing;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * One process's right to work on an intent, as that process believes it: counted from before the renewal was asked for.
 *
 * @param owner the process
 * @param renewed read just before the last renewal that succeeded
 * @param length how long a renewal lasts
 */
public record Lease(String owner, Moment renewed, Duration length) {
    /** Checks that all are there. */
    public Lease {
        requireNonNull(owner, "owner is null");
        requireNonNull(renewed, "renewed is null");
        requireNonNull(length, "length is null");
    }

    /** Whether it still holds by both clocks. */
    public boolean holdsAt(Moment now) {
        return now.mostSince(renewed).compareTo(length) < 0;
    }
}
