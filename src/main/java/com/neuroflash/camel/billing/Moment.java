package com.neuroflash.camel.billing;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/**
 * A reading of both clocks of this machine: the wall clock may be stepped, the monotonic one may stop while the machine
 * sleeps; where they disagree, neither is believed.
 *
 * @param wall the wall clock
 * @param nanos the monotonic clock, {@code System.nanoTime()}
 */
public record Moment(Instant wall, long nanos) {
    /** Checks that the wall clock was read. */
    public Moment {
        requireNonNull(wall, "wall is null");
    }

    /** The longer of both readings, whichever way the wall clock went. */
    public Duration mostSince(Moment earlier) {
        Duration byWall = Duration.between(earlier.wall, wall).abs();
        Duration byNanos = byMonotonic(earlier);
        return byWall.compareTo(byNanos) > 0 ? byWall : byNanos;
    }

    /** The shorter of both readings, at least zero. */
    public Duration leastSince(Moment earlier) {
        Duration byWall = Duration.between(earlier.wall, wall);
        Duration byNanos = byMonotonic(earlier);
        Duration least = byWall.compareTo(byNanos) < 0 ? byWall : byNanos;
        return least.isNegative() ? Duration.ZERO : least;
    }

    private Duration byMonotonic(Moment earlier) {
        return Duration.ofNanos(nanos - earlier.nanos);
    }
}
