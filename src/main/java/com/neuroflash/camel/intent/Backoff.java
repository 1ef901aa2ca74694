package com.neuroflash.camel.intent;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Waiting times that double from a first to a longest, each shortened by up to half at random, so that many waiters
 * don't come back at once.
 *
 * @param first the longest first wait
 * @param longest the bound of every wait
 */
public record Backoff(Duration first, Duration longest) {
    private static final int MOST_DOUBLINGS = 30;

    /** Checks that both are positive and in order. */
    public Backoff {
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "backoff must have 0 < first <= longest, found first " + first + ", longest " + longest);
        }
    }

    /** How long to wait after the {@code failures}-th failure in a row, counted from 1. */
    public Duration delay(int failures, RandomGenerator random) {
        long bound = bound(failures).toNanos();
        return Duration.ofNanos(bound - (long) (random.nextDouble() * bound / 2));
    }

    private Duration bound(int failures) {
        int doublings = Math.min(Math.max(failures, 1) - 1, MOST_DOUBLINGS);
        double nanos = (double) first.toNanos() * (1L << doublings);
        return nanos >= longest.toNanos() ? longest : Duration.ofNanos((long) nanos);
    }
}
