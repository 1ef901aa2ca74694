package com.neuroflash.camel.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IntakeTest {
    private static final Gate.Guest GUEST = stage -> {};
    private static final String SOURCE = "queue";

    private final Gate gate = new Gate(
            (delay, task) -> {},
            () -> 0,
            new Random(1),
            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1)),
            Duration.ofMinutes(10),
            new ManualProbe());
    private final Intake intake = new Intake(1, gate);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        intake.stop();
        gate.stop();
        threads.shutdownNow();
    }

    @Test
    void letsWhoComesBackWorkWhileNewcomersWaitForTheGate() throws Exception {
        Intake.Permit permit = intake.acquire().orElseThrow();
        gate.pause(GUEST, Stage.SEND, new Action.Pause("quota", "", Duration.ZERO), 0, () -> {});
        permit.leave();
        Future<Optional<Intake.Permit>> newcomer = threads.submit(intake::acquire);
        boolean[] back = {false};

        await().pollDelay(Duration.ofMillis(100)).until(() -> !newcomer.isDone());
        permit.comeBack(() -> back[0] = true);

        assertThat(back[0]).isTrue();
        intake.stop();
        gate.stop();
        assertThat(newcomer.get(60, TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void leavesPermitsToWhatIsParkedWhileTheWaitingRoomIsFull() throws Exception {
        intake.waitingRoomIsFull(true);
        Future<Optional<Intake.Permit>> newcomer = threads.submit(intake::acquire);
        await().pollDelay(Duration.ofMillis(100)).until(() -> !newcomer.isDone());

        Optional<Intake.Permit> parked = intake.tryAcquire(Duration.ZERO);

        assertThat(parked).isPresent();
        parked.get().close();
        intake.waitingRoomIsFull(false);
        assertThat(newcomer.get(60, TimeUnit.SECONDS)).isPresent();
    }

    @Test
    void letsNoFurtherMessageBeginWhileManyAreHalfRead() throws Exception {
        Intake.Permit only = intake.acquire().orElseThrow();
        List<Future<Optional<Intake.Permit>>> halfRead = IntStream.range(0, Intake.MOST_HALF_READ)
                .mapToObj(number -> threads.submit(() -> intake.acquireAnother(SOURCE)))
                .toList();
        Future<Boolean> next = awaitsInVain(() -> intake.awaitFewHalfRead(SOURCE));

        only.close();

        assertThat(next.get(60, TimeUnit.SECONDS)).isTrue();
        await().until(() -> halfRead.stream().filter(Future::isDone).count() == 1);
    }

    @Test
    void endsTheWaitOfTheNextMessageWithTheStop() throws Exception {
        intake.acquire().orElseThrow();
        for (int number = 0; number < Intake.MOST_HALF_READ; number++) {
            threads.submit(() -> intake.acquireAnother(SOURCE));
        }
        Future<Boolean> next = awaitsInVain(() -> intake.awaitFewHalfRead(SOURCE));

        intake.stop();

        assertThat(next.get(60, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void countsTheHalfReadOfEachSourceAlone() throws Exception {
        intake.acquire().orElseThrow();
        for (int number = 0; number < Intake.MOST_HALF_READ; number++) {
            threads.submit(() -> intake.acquireAnother(SOURCE));
        }
        await().until(() -> intake.halfRead(SOURCE) == Intake.MOST_HALF_READ);

        assertThat(intake.awaitFewHalfRead("another")).isTrue();
    }

    private Future<Boolean> awaitsInVain(Callable<Boolean> waiting) {
        await().until(() -> intake.halfRead(SOURCE) == Intake.MOST_HALF_READ);
        Future<Boolean> next = threads.submit(waiting);
        await().pollDelay(Duration.ofMillis(100)).until(() -> !next.isDone());
        return next;
    }
}
