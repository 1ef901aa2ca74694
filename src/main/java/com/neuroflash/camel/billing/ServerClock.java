package com.neuroflash.camel.billing;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/**
 * The server's time between its answers: the last HTTP {@code Date} plus what passed here since. A machine that slept or
 * whose clock was stepped gets a wide span, and must ask the server again before it sends.
 *
 * @param date the last {@code Date}; whole seconds, rounded down
 * @param heard when its answer arrived here
 * @param roundTrip how long that answer took
 */
public record ServerClock(Instant date, Moment heard, Duration roundTrip) {
    /** Wider than this, a span is no basis for a send. */
    public static final Duration TOLERANCE = Duration.ofSeconds(30);

    private static final Duration RESOLUTION = Duration.ofSeconds(1);

    /** Checks that all are there. */
    public ServerClock {
        requireNonNull(date, "date is null");
        requireNonNull(heard, "heard is null");
        requireNonNull(roundTrip, "roundTrip is null");
    }

    /** The server's time now. */
    public ServerSpan at(Moment now) {
        return new ServerSpan(
                date.plus(now.leastSince(heard)),
                date.plus(now.mostSince(heard)).plus(RESOLUTION).plus(roundTrip));
    }

    /** Whether a send time taken now would be exact enough; otherwise ask the server for its {@code Date} first. */
    public boolean isSure(Moment now) {
        return at(now).width().compareTo(TOLERANCE) <= 0;
    }
}
