package com.neuroflash.camel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.neuroflash.camel.simulator.BilledBatch;
import com.neuroflash.camel.simulator.Fault;
import com.neuroflash.camel.simulator.Operation;
import com.neuroflash.camel.source.DirectoryDeadLetters;
import com.neuroflash.camel.sqs.SqsSettings;
import com.neuroflash.camel.sqs.TestQueue;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The route consume-sqs over a server that speaks SQS. Each queue sends what is received a second time to its dead letters:
 * that a wait had raised a message's receive count would show there.
 */
abstract class ConsumeSqsContract {
    static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Map<String, String> CREDENTIALS =
            Map.of("aws.accessKeyId", "local-identity", "aws.secretAccessKey", "local-credential");

    @TempDir
    private Path directory;

    private RunningService running;
    private TestQueue queue;

    abstract URI endpoint();

    @BeforeAll
    static void setCredentials() {
        CREDENTIALS.forEach(System::setProperty);
    }

    @AfterAll
    static void clearCredentials() {
        CREDENTIALS.keySet().forEach(System::clearProperty);
    }

    @BeforeEach
    void open() {
        queue = TestQueue.create(endpoint(), 1);
        running = new RunningService(directory)
                .with("sqs.queue", queue.name())
                .with("sqs.region", "us-east-1")
                .with("sqs.endpoint", endpoint().toString())
                .with("sqs.visibility", "10s");
    }

    @AfterEach
    void close() {
        running.close();
        queue.close();
    }

    RunningService running() {
        return running;
    }

    TestQueue queue() {
        return queue;
    }

    void use(TestQueue other) {
        queue.close();
        queue = other;
        running.with("sqs.queue", other.name());
    }

    @Test
    void deliversThePromptsOfEachMessageAndDeletesIt() {
        running.start();

        queue.send("a mug");
        queue.send("{\"prompt\": \"a cup\", \"num_images\": 2}");
        queue.send("{\"prompt\": \"a jug\"}\n{\"prompt\": \"a bowl\"}\n");

        awaitDone();
        assertThat(running.images()).hasSize(5);
        assertThat(running.simulator().bill())
                .extracting(BilledBatch::prompt)
                .containsExactlyInAnyOrder("a mug", "a cup", "a jug", "a bowl");
    }

    @Test
    void takesTheQueuesUrlForItsName() {
        running.with("sqs.queue", queue.url()).start();

        queue.send("a mug");

        awaitDone();
        assertThat(running.images()).hasSize(1);
    }

    @Test
    void tellsTheDoctorWhetherTheQueueCanBeRead() {
        SqsSettings there = new SqsSettings(queue.name(), "us-east-1", Optional.of(endpoint()), Duration.ofSeconds(10));
        SqsSettings gone =
                new SqsSettings("no-such-queue", "us-east-1", Optional.of(endpoint()), Duration.ofSeconds(10));

        assertThat(there.trouble()).isEmpty();
        assertThat(gone.trouble())
                .hasValueSatisfying(trouble -> assertThat(trouble).contains("does not exist", "create it"));
    }

    @Test
    void storesWhatIsPoisonOrTooLargeAsADeadLetterAndDeletesIt() {
        running.with("messages.max-size", "1KB").start();

        queue.send("{\"promt\": \"a mug\"}");
        queue.send("{\"prompt\": ");
        queue.send("{\"prompt\": \"a cup\", \"aspect_ratio\": \"7:5\"}");
        queue.send("x".repeat(2_000));

        awaitDone();
        assertThat(letters()).hasSize(4);
        assertThat(running.simulator().bill()).isEmpty();
    }

    @Test
    void neverRaisesTheReceiveCountWhileAPromptWaitsOrIsGenerated() {
        running.simulator().faults().next(Operation.GENERATE, 1, Fault.tooManyRequests("7"));
        running.simulator().faults().always(Operation.GENERATE, 1, Fault.latency(Duration.ofSeconds(6)));
        running.start();

        queue.sendAll(List.of("a mug", "a cup", "a jug"));

        awaitDone();
        assertThat(running.simulator().bill()).hasSize(3);
        assertThat(running.images()).hasSize(3);
    }

    @Test
    void parksWhatWaitsTooLongAndDeletesItsMessage() {
        running.simulator().faults().always(Operation.GENERATE, 1, Fault.tooManyRequests("1"));
        running.with("pipeline.max-hold", "3s").start();

        queue.send("a mug");
        await().atMost(PATIENCE).until(queue::isDone);
        assertThat(running.images()).isEmpty();

        running.simulator().faults().clear();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(running.images()).hasSize(1));
        assertThat(running.simulator().bill()).hasSize(1);
    }

    @Test
    void keepsInTheLedgerWhatAStopFindsWaiting() {
        running.simulator().faults().always(Operation.GENERATE, 1, Fault.tooManyRequests("1"));
        running.with("app.shutdown-timeout", "1s").start();
        queue.sendAll(List.of("a mug", "a cup", "a jug"));
        await().atMost(PATIENCE).until(() -> !running.service().pauseReason().isEmpty() && queue.hidden() > 0);
        int received = queue.hidden();

        running.stop();

        assertThat(queue.hidden()).isZero();
        assertThat(queue.visible()).isLessThanOrEqualTo(3 - received);
        running.simulator().faults().clear();
        running.start();
        awaitDone();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(running.sidecars()).hasSize(3));
        assertThat(running.simulator().bill()).hasSize(3);
    }

    @Test
    void takesNothingFromAttributesInWhateverCase() {
        running.start();

        for (Map<String, String> attributes : hostileAttributes()) {
            queue.send("a mug", attributes);
        }

        awaitDone();
        assertThat(running.simulator().bill()).hasSize(hostileAttributes().size());
        assertThat(running.images())
                .hasSize(hostileAttributes().size())
                .allSatisfy(image -> assertThat(image.getFileName().toString()).doesNotContain("evil"));
        assertThat(letters()).isEmpty();
        assertThat(RunningService.filesBelow(directory))
                .noneMatch(file -> file.toString().contains("evil"));
    }

    /** SQS takes ten attributes a message, whose names differ in more than their case. */
    private static List<Map<String, String>> hostileAttributes() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("CamelHttpUri", "http://127.0.0.1:9/evil");
        names.put("CamelAwsS3Key", "evil");
        names.put("CamelFileName", "../evil");
        names.put("CamelNeuroflashKey", "evil");
        names.put("CamelJmsDestinationName", "evil");
        names.put("JMSReplyTo", "evil");
        names.put("Authorization", "evil");
        names.put("neuroflashPromptSource", "evil");
        return List.of(
                names,
                in(names, name -> name.toLowerCase(Locale.ROOT)),
                in(names, name -> name.toUpperCase(Locale.ROOT)),
                in(names, name -> name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1)));
    }

    private static Map<String, String> in(Map<String, String> names, UnaryOperator<String> variant) {
        Map<String, String> all = new LinkedHashMap<>();
        names.forEach((name, value) -> all.put(variant.apply(name), value));
        return all;
    }

    @Test
    void takesMessagesOfAFifoQueue() {
        use(TestQueue.createFifo(endpoint(), 1));
        running.start();

        IntStream.range(0, 5).forEach(number -> queue.send("motif " + number));

        awaitDone();
        assertThat(running.images()).hasSize(5);
    }

    @Test
    void losesNoneOfManyMessages() {
        losesNoneOf(200);
    }

    @Test
    @Tag("long")
    void losesNoneOfTenThousandMessages() {
        losesNoneOf(10_000);
    }

    private void losesNoneOf(int messages) {
        List<String> prompts = IntStream.range(0, messages)
                .mapToObj(number -> "motif " + number)
                .toList();
        queue.sendAll(prompts);

        running.start();

        await().atMost(Duration.ofMinutes(10)).until(queue::isDone);
        assertThat(running.simulator().bill())
                .extracting(BilledBatch::prompt)
                .containsExactlyInAnyOrderElementsOf(prompts);
        assertThat(running.images()).hasSize(messages);
        assertThat(running.sidecars()).hasSize(messages);
    }

    void awaitDone() {
        await().atMost(PATIENCE).until(queue::isDone);
    }

    List<Path> letters() {
        return RunningService.filesBelow(directory.resolve("data/dead-letters")).stream()
                .filter(file -> file.toString().endsWith(DirectoryDeadLetters.REPORT))
                .toList();
    }
}
