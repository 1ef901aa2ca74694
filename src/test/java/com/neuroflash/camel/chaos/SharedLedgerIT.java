package com.neuroflash.camel.chaos;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several instances over one PostgreSQL ledger, one inbox and one sink. */
@Tag("chaos")
class SharedLedgerIT {
    private static final int INSTANCES = 3;

    @TempDir
    private Path directory;

    @Test
    void billsAndDeliversOnceWhicheverInstanceIsKilled() {
        int prompts = Scale.of(2_000, 120);
        int kills = Scale.of(30, 4);
        String scenario = prompts + " prompts, " + kills + " kill -9, three instances over PostgreSQL";
        try (PostgresServer postgres = new PostgresServer(directory);
                Lab lab = new Lab(directory, scenario, Scale.seed())) {
            List<Application> applications = begin(lab, postgres);
            lab.ask(0, prompts);

            for (int kill = 0; kill < kills; kill++) {
                Application victim = applications.get(lab.random().nextInt(INSTANCES));
                lab.killAtRandomMoments(victim, 1, prompts * 3 / kills);
            }
            lab.awaitSettled();

            lab.verify();
        }
    }

    @Test
    void letsNoSleeperSendWhatOthersHaveTakenOver() {
        int prompts = Scale.of(600, 80);
        int freezes = Scale.of(10, 2);
        String scenario = freezes + " SIGSTOP beyond the lease, three instances over PostgreSQL";
        try (PostgresServer postgres = new PostgresServer(directory);
                Lab lab = new Lab(directory, scenario, Scale.seed())) {
            lab.simulator().faults(FaultRules.latency("generate", "50ms", "300ms"));
            List<Application> applications = begin(lab, postgres);
            lab.ask(0, prompts);

            for (int freeze = 0; freeze < freezes; freeze++) {
                lab.awaitCalls(1 + lab.random().nextInt(2 * prompts / freezes));
                FrozenIT.sleepBeyondLease(applications.get(lab.random().nextInt(INSTANCES)));
            }
            lab.awaitSettled();

            lab.verify();
        }
    }

    private static List<Application> begin(Lab lab, PostgresServer postgres) {
        lab.with(postgres.ledger()).with("pipeline.concurrency", "8");
        List<Application> applications =
                Stream.generate(lab::application).limit(INSTANCES).toList();
        applications.forEach(Application::startAndAwait);
        return applications;
    }
}
