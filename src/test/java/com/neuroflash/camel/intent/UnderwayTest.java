package com.neuroflash.camel.intent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A prompt on its way holds the one permit there is, but while it waits. */
class UnderwayTest {
    @TempDir
    private Path directory;

    private final ManualTimer timer = new ManualTimer();
    private final Intake intake = new Intake(
            1,
            new Gate(
                    timer,
                    timer,
                    new Random(1),
                    new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(8)),
                    Duration.ofMinutes(10),
                    new ManualProbe()));
    private final Underway underway = new Underway();
    private final List<Throwable> ends = new ArrayList<>();
    private Workbench bench;
    private PromptRun run;

    @BeforeEach
    void begin() throws InterruptedException {
        bench = new Workbench(directory);
        run = bench.run("order-1", "a lighthouse at dawn");
        underway.begin(run, steps -> {}, intake.acquire().orElseThrow(), ends::add);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void holdsItsPermitWhileItWorks() throws InterruptedException {
        assertThat(intake.tryAcquire(Duration.ZERO)).isEmpty();
        assertThat(underway.steps(run)).isPresent();
        assertThat(underway.identities()).containsExactly(run.identity());
    }

    @Test
    void leavesItsPermitToOthersWhileItWaits() throws InterruptedException {
        underway.waits(run);

        assertThat(intake.tryAcquire(Duration.ZERO)).isPresent();
    }

    @Test
    void goesOnWhenItHasItsPermitAgain() throws InterruptedException {
        List<String> steps = new ArrayList<>();
        underway.waits(run);
        Intake.Permit others = intake.tryAcquire(Duration.ZERO).orElseThrow();

        assertThat(underway.goesOn(run, () -> steps.add("on"))).isTrue();
        assertThat(steps).isEmpty();

        others.close();
        assertThat(steps).containsExactly("on");
    }

    @Test
    void givesItsPermitBackAtItsEndAndTellsItOnce() throws InterruptedException {
        IllegalStateException why = new IllegalStateException("refused");

        underway.end(run, why);
        underway.end(run, null);

        assertThat(ends).containsExactly(why);
        assertThat(underway.count()).isZero();
        assertThat(underway.steps(run)).isEmpty();
        assertThat(underway.goesOn(run, () -> {})).isFalse();
        assertThat(intake.tryAcquire(Duration.ZERO)).isPresent();
    }

    @Test
    void awaitsTheLastAsLongAsPatienceLasts() {
        underway.awaitNone(Duration.ofMillis(1));
        assertThat(underway.all()).containsExactly(run);

        underway.end(run, null);
        underway.awaitNone(Duration.ofHours(1));

        assertThat(underway.all()).isEmpty();
    }
}
