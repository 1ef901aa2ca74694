package com.neuroflash.camel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.neuroflash.camel.kafka.KafkaBroker;
import com.neuroflash.camel.simulator.Fault;
import com.neuroflash.camel.simulator.Operation;
import com.neuroflash.camel.source.DirectoryDeadLetters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The route consume-kafka, from a real broker on the whole way to the directory sink. */
class ConsumeKafkaTest {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String GROUP = "neuroflash-camel";

    @TempDir
    private static Path data;

    private static KafkaBroker broker;

    @TempDir
    private Path directory;

    private String topic;
    private RunningService running;

    @BeforeAll
    static void startBroker() {
        broker = KafkaBroker.start(data);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void open(TestInfo test) {
        topic = test.getTestMethod().orElseThrow().getName();
        broker.create(topic, 1);
        running = new RunningService(directory)
                .with("kafka.topic", topic)
                .with("kafka.brokers", broker.address())
                .with("inbox.enabled", "false");
    }

    @AfterEach
    void close() {
        running.close();
    }

    @Test
    void deliversARecordOfEachFormatAndCommitsBehindIt() {
        running.start();

        broker.send(
                topic,
                0,
                List.of("A lighthouse", "{\"prompt\": \"a mug\"}", "{\"prompt\": \"1\"}\n{\"prompt\": \"2\"}"));

        awaitCommitted(3);
        assertThat(running.sidecars()).hasSize(4);
        assertThat(running.simulator().bill()).hasSize(4);
    }

    @Test
    void storesWhatIsPoisonAndGoesOn() throws IOException {
        running.with("messages.max-size", "1KB").start();

        broker.send(topic, 0, List.of("{\"promt\": \"a mug\"}", "x".repeat(1_100)));
        broker.send(new ProducerRecord<>(topic, 0, null, null));
        broker.send(topic, 0, List.of("a good one"));

        awaitCommitted(4);
        assertThat(running.images()).hasSize(1);
        assertThat(letters()).hasSize(3);
        assertThat(reasons()).contains("too large").contains("promt").contains("holds no prompt");
    }

    @Test
    void answersWhatComesAgainFromTheLedger() {
        running.start();
        broker.send(topic, 0, prompts(5));
        awaitCommitted(5);
        running.stop();
        awaitNoMember();

        broker.rewind(GROUP, topic, 0);
        running.start();

        awaitCommitted(5);
        assertThat(running.simulator().bill()).hasSize(5);
        assertThat(running.images()).hasSize(5);
    }

    @Test
    void takesTheSameOffsetOfATopicMadeAnewForAnotherPrompt() {
        running.start();
        broker.send(topic, 0, List.of("a mug"));
        awaitCommitted(1);
        running.stop();
        awaitNoMember();

        broker.delete(topic);
        broker.create(topic, 1);
        running.start();
        broker.send(topic, 0, List.of("a mug"));

        awaitCommitted(1);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(running.images()).hasSize(2));
    }

    @Test
    void worksBeyondASlowPromptAndCommitsNothingBehindIt() {
        running.start();
        running.simulator().faults().next(Operation.GENERATE, 1, Fault.latency(Duration.ofSeconds(6)));
        broker.send(topic, 0, List.of("{\"prompt\": \"the first\", \"name\": \"slow\"}"));
        await().atMost(PATIENCE)
                .until(() -> running.simulator().faults().rules().isEmpty());

        broker.send(topic, 0, prompts(30));

        AtomicBoolean beyond = new AtomicBoolean();
        await().atMost(PATIENCE).untilAsserted(() -> {
            long committed = broker.committed(GROUP, topic, 0).orElse(0);
            boolean slowIsDelivered = running.sidecars().stream()
                    .anyMatch(file -> file.getFileName().toString().startsWith("slow-"));
            assertThat(committed == 0 || slowIsDelivered).isTrue();
            beyond.compareAndSet(false, !slowIsDelivered && !running.sidecars().isEmpty());
            assertThat(committed).isEqualTo(31);
        });
        assertThat(beyond).isTrue();
        assertThat(running.sidecars()).hasSize(31);
    }

    @Test
    void staysInItsGroupHoweverLongPromptsTake() {
        running.with("kafka.client.max.poll.interval.ms", "5000").start();
        running.simulator().faults().always(Operation.GENERATE, 1, Fault.latency(Duration.ofSeconds(7)));
        broker.send(topic, 0, prompts(2));
        await().atMost(PATIENCE).until(() -> assigned() == 1);
        Set<String> members = broker.members(GROUP).keySet();

        awaitCommitted(2);

        assertThat(broker.members(GROUP).keySet()).isEqualTo(members);
        assertThat(running.simulator().bill()).hasSize(2);
    }

    @Test
    void letsTheWatermarkGoOnWhenAPromptIsParked() {
        running.with("pipeline.max-hold", "1s").start();
        running.simulator().faults().next(Operation.GENERATE, 1, Fault.dropAfterBilling());

        broker.send(topic, 0, prompts(3));

        awaitCommitted(3);
        assertThat(running.sidecars()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(running.simulator().bill()).hasSize(3);
    }

    @Test
    void bringsARecordAgainUntilItsDeadLetterCanBeStored() throws IOException {
        Path letters = directory.resolve("letters");
        Files.writeString(letters, "a file where the directory should be");
        running.with("dead-letter.directory", letters.toString()).start();
        broker.send(topic, 0, List.of("{\"promt\": \"a mug\"}", "a good one"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(running.sidecars()).hasSize(1));
        assertThat(broker.committed(GROUP, topic, 0).orElse(0)).isZero();

        Files.delete(letters);

        awaitCommitted(2);
        assertThat(RunningService.filesBelow(letters)).hasSize(2);
    }

    @Test
    void goesOnByItselfWhenTheBrokerComesBack() {
        running.with("kafka.client.reconnect.backoff.max.ms", "200")
                .with("pipeline.concurrency", "4")
                .start();
        running.simulator().faults().always(Operation.GENERATE, 1, Fault.latency(Duration.ofMillis(500)));
        broker.send(topic, 0, prompts(40));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(running.images()).isNotEmpty());

        try (LogCapture log = LogCapture.of("com.neuroflash.camel")) {
            broker.stop();
            broker.start();
            broker.send(topic, 0, List.of("the last one"));

            awaitCommitted(41);
            assertThat(log.count("no prompts from Kafka")).isLessThanOrEqualTo(1);
            assertThat(log.stackTraces()).isEmpty();
        }
        assertThat(running.simulator().bill()).hasSize(41);
        assertThat(running.sidecars()).hasSize(41);
    }

    @Test
    void waitsForATopicThatIsNotThereYet() {
        String late = topic + "-late";
        running.with("kafka.topic", late).start();
        broker.create(late, 1);

        broker.send(late, 0, List.of("a mug"));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(running.sidecars()).hasSize(1));
    }

    @Test
    void keepsWhatAStopFindsInTheLedgerCommitsItAndLeavesTheGroup() {
        running.with("app.shutdown-timeout", "1s")
                .with("pipeline.concurrency", "4")
                .start();
        running.simulator().faults().always(Operation.GENERATE, 1, Fault.tooManyRequests("1"));
        broker.send(topic, 0, prompts(40));
        await().atMost(PATIENCE).until(() -> !running.service().pauseReason().isEmpty());

        running.stop();

        awaitNoMember();
        assertThat(broker.committed(GROUP, topic, 0).orElse(0)).isBetween(1L, 39L);
        running.simulator().faults().clear();
        running.start();
        awaitCommitted(40);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(running.sidecars()).hasSize(40));
        assertThat(running.simulator().bill()).hasSize(40);
    }

    @Test
    void letsNoHeaderAndNoKeyInfluenceAnything() {
        running.start();
        List<String> names = List.of(
                "CamelHttpUri",
                "CamelAwsS3Key",
                "CamelAwsS3BucketName",
                "CamelFileName",
                "JMSReplyTo",
                "CamelJmsDestinationName",
                "CamelNeuroflashKey",
                "CamelNeuroflashModel",
                "Authorization",
                "x-workspace-id",
                "kafka.OVERRIDE_TOPIC",
                "CamelKafkaManualCommit");
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, 0, bytes("../../key"), bytes("a mug"));
        for (String name : names) {
            for (String variant : List.of(name, name.toLowerCase(), name.toUpperCase(), "c" + name.substring(1))) {
                record.headers().add(variant, bytes("http://127.0.0.1:1/../../evil"));
            }
        }

        broker.send(record);

        awaitCommitted(1);
        assertThat(running.sidecars()).hasSize(1);
        assertThat(running.simulator().bill()).hasSize(1);
        assertThat(running.images().get(0).getFileName().toString()).doesNotContain("evil");
    }

    private void awaitCommitted(long offset) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(broker.committed(GROUP, topic, 0))
                .hasValue(offset));
    }

    private void awaitNoMember() {
        await().atMost(PATIENCE).until(() -> broker.members(GROUP).isEmpty());
    }

    private int assigned() {
        return broker.members(GROUP).values().stream()
                .mapToInt(partitions -> partitions.contains(new TopicPartition(topic, 0)) ? 1 : 0)
                .sum();
    }

    private static List<String> prompts(int count) {
        return IntStream.range(0, count).mapToObj(number -> "Motif " + number).toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private List<Path> letters() {
        return RunningService.filesBelow(directory.resolve("data/dead-letters")).stream()
                .filter(file -> file.toString().endsWith(DirectoryDeadLetters.REPORT))
                .toList();
    }

    private String reasons() throws IOException {
        StringBuilder reasons = new StringBuilder();
        for (Path letter : letters()) {
            reasons.append(Files.readString(letter));
        }
        return reasons.toString();
    }
}
