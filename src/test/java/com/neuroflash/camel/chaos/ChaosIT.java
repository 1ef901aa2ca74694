package com.neuroflash.camel.chaos;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of the chaos profile, for every build: kills, a long sleep and lost answers over an embedded ledger. */
class ChaosIT {
    private static final int KNOWN = 5;

    @TempDir
    private Path directory;

    @Test
    void billsAndDeliversOnceThroughKillsSleepAndLostAnswers() {
        try (Lab lab = new Lab(directory, "short form: kills, a sleep, lost answers", Scale.seed())) {
            Application application = lab.application();
            application.startAndAwait();
            lab.learn(KNOWN);
            lab.simulator()
                    .faults(
                            FaultRules.dropAfterBilling(0.1),
                            FaultRules.statusAfterBilling(0.1, 503),
                            FaultRules.dropBeforeBilling(0.05));
            lab.ask(KNOWN, 60);
            lab.inbox().drop(Collections.nCopies(15, Map.of("prompt", "One motif for many")));

            lab.killAtRandomMoments(application, 2, 40);
            lab.awaitCalls(30);
            FrozenIT.sleepBeyondLease(application);
            lab.awaitSettled();

            lab.verify();
        }
    }
}
