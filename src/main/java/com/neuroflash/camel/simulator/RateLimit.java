package com.neuroflash.camel.simulator;

import java.time.Clock;

/** At most that many calls in each second of the clock; none is refused when the limit is 0. */
final class RateLimit {
    private final int perSecond;
    private final Clock clock;
    private long second;
    private int used;

    RateLimit(int perSecond, Clock clock) {
        this.perSecond = perSecond;
        this.clock = clock;
    }

    void admit() {
        if (perSecond > 0 && !take(clock.instant().getEpochSecond())) {
            throw Refusal.tooMany("Rate limit exceeded", 1);
        }
    }

    private synchronized boolean take(long now) {
        if (now != second) {
            second = now;
            used = 0;
        }
        return used++ < perSecond;
    }
}
