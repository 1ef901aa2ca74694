package com.neuroflash.camel.intent;

import java.time.Duration;
import java.util.Random;

/** A pool of permits with a gate that nobody closes, for a source without a pipeline. */
public final class OpenIntake {
    private OpenIntake() {}

    /** So many permits. */
    public static Intake of(int permits) {
        ManualTimer timer = new ManualTimer();
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1));
        return new Intake(
                permits, new Gate(timer, timer, new Random(1), backoff, Duration.ofMinutes(10), new ManualProbe()));
    }
}
