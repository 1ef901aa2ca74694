package com.neuroflash.camel.intent;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs short tasks later; what waits for it holds no thread. */
interface Timer {
    /**
     * Runs {@code task} after {@code delay}, or never when the timer is stopped before.
     *
     * @throws RejectedExecutionException when the timer is stopped
     */
    void after(Duration delay, Runnable task);

    /** A timer on a scheduler's thread. */
    static Timer on(ScheduledExecutorService scheduler) {
        return (delay, task) -> scheduler.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }
}
