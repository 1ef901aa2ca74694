package com.neuroflash.camel.bench;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Waits for a condition, but never for longer than a bound. */
final class Waiting {
    private Waiting() {}

    /** Looks every {@code interval}; false when the condition did not come true within {@code limit}. */
    static boolean until(Callable<Boolean> condition, Duration interval, Duration limit) {
        try {
            Awaitility.await()
                    .pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(interval)
                    .atMost(limit)
                    .until(condition);
            return true;
        } catch (ConditionTimeoutException late) {
            return false;
        }
    }
}
