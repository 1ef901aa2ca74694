package com.neuroflash.camel.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wall clocks that are stepped under a running service, and that differ between machines. */
@Tag("chaos")
class ClockIT {
    private static final int KNOWN = 5;
    private static final List<Duration> STEPS =
            List.of(Duration.ofHours(1), Duration.ofHours(-1), Duration.ofDays(1), Duration.ofDays(-1));

    @TempDir
    private Path directory;

    @Test
    void outlastsStepsOfItsClock() {
        int prompts = Scale.of(100, 20);
        SteppedClock clock = SteppedClock.in(directory);
        try (Lab lab =
                new Lab(directory, "wall clock stepped by an hour and a day, forwards and backwards", Scale.seed())) {
            Application application = lab.application().with(clock.environment());
            begin(lab, application);

            for (Duration step : STEPS) {
                lab.ask(lab.inbox().asked().size(), prompts);
                lab.awaitCalls(prompts);
                clock.step(step);
                lab.awaitCalls(prompts / 2);
                application.kill();
                application.start();
                lab.ask(lab.inbox().asked().size(), prompts / 2);
                lab.awaitCalls(prompts / 2);
                clock.step(step.negated());
                lab.awaitCalls(prompts / 2);
                clock.step(step);
            }
            lab.awaitSettled();

            lab.verify();
            assertThat(lab.ledger().intents())
                    .as("what the ledger's clock said, a day ahead among them")
                    .anyMatch(intent -> intent.changed().isAfter(Instant.now().plus(Duration.ofHours(20))));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {10, -10})
    void believesTheServersTime(long minutes) throws IOException {
        int prompts = Scale.of(200, 40);
        SteppedClock servers = SteppedClock.in(Files.createDirectories(directory.resolve("server-clock")));
        servers.step(Duration.ofMinutes(minutes));
        String scenario = "server ten minutes " + (minutes > 0 ? "ahead" : "behind");
        try (Lab lab = new Lab(directory, scenario, Scale.seed(), servers.environment())) {
            Application application = lab.application();
            begin(lab, application);

            lab.ask(KNOWN, prompts);
            lab.killAtRandomMoments(application, 2, prompts);
            lab.awaitSettled();

            lab.verify();
        }
    }

    @Test
    void sharesALedgerAmongClocksThatDiffer() throws IOException {
        int prompts = Scale.of(300, 60);
        List<Duration> offsets = List.of(Duration.ZERO, Duration.ofMinutes(10), Duration.ofDays(-1));
        List<SteppedClock> clocks = new ArrayList<>();
        for (Duration offset : offsets) {
            Path own = Files.createDirectories(directory.resolve("clock-" + clocks.size()));
            clocks.add(SteppedClock.in(own));
            clocks.get(clocks.size() - 1).step(offset);
        }
        try (PostgresServer postgres = new PostgresServer(directory);
                Lab lab = new Lab(
                        directory, "three instances whose clocks differ by ten minutes and a day", Scale.seed())) {
            lab.with(postgres.ledger()).with("pipeline.concurrency", "8");
            List<Application> applications = clocks.stream()
                    .map(clock -> lab.application().with(clock.environment()))
                    .toList();
            applications.forEach(Application::startAndAwait);
            lab.ask(0, KNOWN);
            lab.awaitSettled();
            lab.simulator().faults(FaultRules.dropAfterBilling(0.1), FaultRules.dropBeforeBilling(0.05));

            lab.ask(KNOWN, prompts);
            for (Application application : applications) {
                lab.killAtRandomMoments(application, 1, prompts / 2);
            }
            lab.awaitSettled();

            lab.verify();
        }
    }

    private static void begin(Lab lab, Application application) {
        application.startAndAwait();
        lab.ask(0, KNOWN);
        lab.awaitSettled();
        lab.simulator().faults(FaultRules.dropAfterBilling(0.1), FaultRules.dropBeforeBilling(0.05));
    }
}
