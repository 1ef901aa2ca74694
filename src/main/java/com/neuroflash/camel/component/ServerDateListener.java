package com.neuroflash.camel.component;

import java.time.Duration;
import java.time.Instant;

/** Hears the time of the API's own clock, as every answer of the API (and of no other host) tells it. */
@FunctionalInterface
public interface ServerDateListener {
    /**
     * An answer has arrived just now, on the thread that made the call; must return at once.
     *
     * @param date the answer's {@code Date}, in whole seconds
     * @param roundTrip how long the answer took from the call on
     */
    void heard(Instant date, Duration roundTrip);
}
