package com.neuroflash.camel.billing;

import java.time.Duration;
import java.time.Instant;

/**
 * A moment in server time, as exactly as it is known.
 *
 * @param earliest it was not before
 * @param latest it was not after
 */
public record ServerSpan(Instant earliest, Instant latest) {
    /** Checks the order. */
    public ServerSpan {
        if (latest.isBefore(earliest)) {
            throw new IllegalArgumentException("latest must not be before earliest " + earliest + "; found " + latest);
        }
    }

    /** A moment that is known exactly. */
    public static ServerSpan exactly(Instant instant) {
        return new ServerSpan(instant, instant);
    }

    /** How inexact it is. */
    public Duration width() {
        return Duration.between(earliest, latest);
    }
}
