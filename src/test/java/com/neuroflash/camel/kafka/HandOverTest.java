package com.neuroflash.camel.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.neuroflash.camel.intent.Intake;
import com.neuroflash.camel.intent.OpenIntake;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HandOverTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int HALF_READ = Intake.MOST_HALF_READ;

    private final Intake intake = OpenIntake.of(1);
    private final List<Thread> threads = new ArrayList<>();
    private final List<String> served = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() throws InterruptedException {
        for (Thread thread : threads) {
            thread.interrupt();
            thread.join();
        }
    }

    @Test
    void beginsNoFurtherRecordWhileManyAreHalfRead() throws Exception {
        assertThat(servedAmongHalfReadOf("kafka")).endsWith("record").hasSize(HALF_READ + 2);
    }

    @Test
    void caresForNoHalfReadFilesOfTheInbox() throws Exception {
        assertThat(servedAmongHalfReadOf("inbox").get(HALF_READ)).isEqualTo("record");
    }

    /** The order in which permits are given, when one more message is half read after a record waits to be begun. */
    private List<String> servedAmongHalfReadOf(String source) throws Exception {
        Intake.Permit only = intake.acquire().orElseThrow();
        for (int message = 0; message < HALF_READ; message++) {
            startAndAwaitItsWait(() -> readOn(source));
        }
        HandOver handOver = new HandOver(intake, this::begin);
        handOver.take(new HeldRecord(record(), new PartitionProgress()));
        startAndAwaitItsWait(handOver);
        startAndAwaitItsWait(() -> readOn(source));
        assertThat(intake.halfRead(source)).isEqualTo(HALF_READ + 1);

        only.close();

        await().atMost(PATIENCE).until(() -> served.size() == HALF_READ + 2);
        return served;
    }

    /** So that the order in which they wait is known. */
    private void startAndAwaitItsWait(Runnable work) {
        Thread thread = new Thread(work);
        threads.add(thread);
        thread.start();
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> thread.getState() == Thread.State.WAITING);
    }

    private void readOn(String source) {
        try {
            Intake.Permit permit = intake.acquireAnother(source).orElseThrow();
            served.add("half read");
            permit.close();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void begin(HeldRecord record, Intake.Permit permit, Consumer<Optional<Exception>> atEnd) {
        served.add("record");
        atEnd.accept(Optional.empty());
    }

    private static ConsumerRecord<byte[], byte[]> record() {
        return new ConsumerRecord<>("prompts", 0, 0, null, "a fox".getBytes(StandardCharsets.UTF_8));
    }
}
