package com.neuroflash.camel.chaos;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service stopped beyond its lease and continued. */
@Tag("chaos")
class FrozenIT {
    private static final Duration BEYOND_LEASE = Duration.ofSeconds(5);

    @TempDir
    private Path directory;

    @Test
    void billsNothingTwiceAfterSleepingBeyondItsLease() {
        int prompts = Scale.of(400, 60);
        int freezes = Scale.of(10, 2);
        try (Lab lab = new Lab(directory, freezes + " SIGSTOP beyond the lease", Scale.seed())) {
            lab.simulator().faults(FaultRules.latency("generate", "50ms", "300ms"));
            Application application = lab.application();
            application.startAndAwait();
            lab.ask(0, prompts);

            for (int freeze = 0; freeze < freezes; freeze++) {
                lab.awaitCalls(1 + lab.random().nextInt(2 * prompts / freezes));
                sleepBeyondLease(application);
            }
            lab.awaitSettled();

            lab.verify();
        }
    }

    /** Time itself is what is waited for here. */
    static void sleepBeyondLease(Application application) {
        application.freeze();
        long begin = System.nanoTime();
        await().atMost(BEYOND_LEASE.multipliedBy(10)).until(() -> System.nanoTime() - begin > BEYOND_LEASE.toNanos());
        application.thaw();
    }
}
