package com.neuroflash.camel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.neuroflash.camel.jms.JmsServer;
import com.neuroflash.camel.simulator.BilledBatch;
import com.neuroflash.camel.simulator.Fault;
import com.neuroflash.camel.simulator.Operation;
import com.neuroflash.camel.source.DirectoryDeadLetters;
import jakarta.jms.BytesMessage;
import jakarta.jms.Session;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The route consume-jms: a message is acknowledged when its prompts have come to their end, and never too often. */
class ConsumeJmsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String QUEUE = "prompts";

    @TempDir
    private Path directory;

    private JmsServer broker;
    private RunningService running;

    @BeforeEach
    void open() throws Exception {
        broker = new JmsServer(directory.resolve("broker")).start();
        running = new RunningService(directory)
                .with("inbox.enabled", "false")
                .with("jms.queue", QUEUE)
                .with("jms.url", broker.url());
    }

    @AfterEach
    void close() {
        running.close();
        broker.close();
    }

    @Test
    void deliversTheImagesOfTextsAndBytes() {
        running.start();

        broker.sendText(QUEUE, "a mug", "{\"prompt\": \"one\"}\n{\"prompt\": \"two\", \"num_images\": 2}\n");
        broker.send(QUEUE, session -> bytes(session, "{\"prompt\": \"a teapot\"}"));

        awaitDone(5);
        assertThat(prompts()).containsExactlyInAnyOrder("a mug", "one", "two", "a teapot");
        assertThat(letters()).isEmpty();
    }

    @Test
    void tellsMessagesWithoutAnIdApartByTheirBodies() {
        running.start();

        broker.sendWithoutId(QUEUE, session -> session.createTextMessage("a mug"));
        broker.sendWithoutId(QUEUE, session -> session.createTextMessage("a teapot"));

        awaitDone(2);
        assertThat(prompts()).containsExactlyInAnyOrder("a mug", "a teapot");
    }

    @Test
    void storesWhatIsTooLargeOrNoPrompt() throws IOException {
        running.with("messages.max-size", "1KB").start();
        String large = "x".repeat(300_000);

        broker.sendText(QUEUE, large, "", "{\"promt\": \"a mug\"}", "a mug");
        broker.send(QUEUE, session -> bytes(session, large));

        awaitDone(1);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(letters()).hasSize(4));
        assertThat(prompts()).containsExactly("a mug");
        assertThat(broker.count(JmsServer.DEAD_LETTERS)).isZero();
        for (Path report : letters()) {
            String body = Files.readString(bodyOf(report));
            assertThat(body).isIn(large, "", "{\"promt\": \"a mug\"}");
        }
    }

    @Test
    void billsOnceWhenTheBrokerIsRestartedInTheMiddle() throws Exception {
        running.start();
        running.simulator().faults().always(Operation.GENERATE, 1, Fault.latency(Duration.ofMillis(300)));
        broker.sendText(
                QUEUE, IntStream.range(0, 60).mapToObj(number -> "motif " + number).toArray(String[]::new));
        await().atMost(PATIENCE).until(() -> running.simulator().bill().size() >= 10);

        broker.stop();
        await().atMost(PATIENCE).until(() -> running.images().size() >= 10);
        broker.start();

        awaitDone(60);
        assertThat(prompts()).doesNotHaveDuplicates();
        assertThat(broker.count(JmsServer.DEAD_LETTERS)).isZero();
    }

    @Test
    void startsWithoutABrokerAndReadsWhenThereIsOne() throws Exception {
        broker.sendText(QUEUE, "a mug");
        broker.stop();

        running.start();
        broker.start();

        awaitDone(1);
    }

    @Test
    void usesUpNoRedeliveryWhileItWaitsAndWhenItIsUpdated() {
        running.with("jms.queue", JmsServer.IMPATIENT).with("app.shutdown-timeout", "1s").start();
        running.simulator().faults().always(Operation.GENERATE, 1, Fault.tooManyRequests("1"));
        broker.sendText(JmsServer.IMPATIENT, "one", "two", "three");
        await().atMost(PATIENCE).until(() -> !running.service().pauseReason().isEmpty());

        running.stop();
        running.simulator().faults().clear();
        running.start();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(running.sidecars()).hasSize(3));
        await().atMost(PATIENCE).until(() -> broker.count(JmsServer.IMPATIENT) == 0);
        assertThat(broker.count(JmsServer.DEAD_LETTERS)).isZero();
        assertThat(running.simulator().bill()).hasSize(3);
    }

    @Test
    void leavesAtTheBrokerWhatItCantWorkOn() {
        running.with("pipeline.concurrency", "3").start();
        running.simulator().faults().always(Operation.GENERATE, 1, Fault.tooManyRequests("1"));
        broker.sendText(
                QUEUE, IntStream.range(0, 40).mapToObj(number -> "motif " + number).toArray(String[]::new));

        await().atMost(PATIENCE).until(() -> !running.service().pauseReason().isEmpty());

        await().during(Duration.ofSeconds(1)).atMost(PATIENCE).untilAsserted(() -> assertThat(broker.onTheirWay(QUEUE))
                .isLessThanOrEqualTo(6));
        running.simulator().faults().clear();
        awaitDone(40);
        assertThat(broker.listeners(QUEUE)).isLessThanOrEqualTo(6);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(broker.listeners(QUEUE)).isEqualTo(1));
    }

    private void awaitDone(int images) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(running.sidecars()).hasSize(images));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(broker.count(QUEUE)).isZero());
        assertThat(running.images()).hasSize(images);
    }

    private List<String> prompts() {
        return running.simulator().bill().stream().map(BilledBatch::prompt).toList();
    }

    private List<Path> letters() {
        return RunningService.filesBelow(directory.resolve("data/dead-letters")).stream()
                .filter(file -> file.toString().endsWith(DirectoryDeadLetters.REPORT))
                .toList();
    }

    private static Path bodyOf(Path report) {
        return report.resolveSibling(report.getFileName().toString().replace(DirectoryDeadLetters.REPORT, ""));
    }

    private static BytesMessage bytes(Session session, String body) throws jakarta.jms.JMSException {
        BytesMessage message = session.createBytesMessage();
        message.writeBytes(body.getBytes(StandardCharsets.UTF_8));
        return message;
    }
}
