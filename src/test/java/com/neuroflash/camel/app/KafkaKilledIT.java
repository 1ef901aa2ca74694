package com.neuroflash.camel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.neuroflash.camel.kafka.KafkaBroker;
import com.neuroflash.camel.ledger.EmbeddedPostgresql;
import com.neuroflash.camel.simulator.BilledBatch;
import com.neuroflash.camel.simulator.Fault;
import com.neuroflash.camel.simulator.Operation;
import com.neuroflash.camel.simulator.Simulator;
import com.neuroflash.camel.simulator.SimulatorSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The packed jar on a Kafka topic, killed by SIGKILL: each prompt billed once and delivered once, none lost. */
@ExtendWith(EmbeddedPostgresql.class)
class KafkaKilledIT {
    private static final String GROUP = "neuroflash-camel";
    private static final String TOPIC = "prompts";
    private static final int PARTITIONS = 2;

    @TempDir
    private Path directory;

    private final Map<String, String> environment = new HashMap<>();
    private final List<PackedJar> instances = new ArrayList<>();
    private Simulator simulator;
    private KafkaBroker broker;

    @BeforeEach
    void open() throws IOException {
        simulator = Simulator.start(
                SimulatorSettings.in(directory.resolve("simulator")).withFastImages(4_096));
        broker = KafkaBroker.start(directory.resolve("kafka"));
        broker.create(TOPIC, PARTITIONS);
        environment.put("NEUROFLASH_BASE_URL", simulator.baseUrl().toString());
        environment.put("NEUROFLASH_WORKSPACE_ID", SimulatorSettings.DEFAULT_WORKSPACE);
        environment.put("NEUROFLASH_ACCESS_TOKEN", SimulatorSettings.DEFAULT_ACCESS_TOKEN);
        environment.put("NEUROFLASH_RESPONSE_TIMEOUT", "3s");
        environment.put("BILLING_GENERATION_LIMIT", "3s");
        environment.put("BILLING_HISTORY_LAG", "1s");
        environment.put("BILLING_SEND_GUARD", "3s");
        environment.put("INBOX_ENABLED", "false");
        environment.put("KAFKA_TOPIC", TOPIC);
        environment.put("KAFKA_BROKERS", broker.address());
        environment.put("KAFKA_CLIENT_SESSION_TIMEOUT_MS", "3000");
        environment.put("KAFKA_CLIENT_HEARTBEAT_INTERVAL_MS", "500");
        // several instances share their sink as they share their ledger
        Path outbox = Files.createDirectories(directory.resolve("data/outbox"));
        environment.put("DELIVERY_DIRECTORY", outbox.toString());
    }

    @AfterEach
    void close() {
        instances.forEach(PackedJar::close);
        broker.close();
        simulator.close();
    }

    @Test
    void losesNoPromptAndPaysNoneTwiceWhenThePlugIsPulled() throws Exception {
        int prompts = 150;
        simulator.faults().always(Operation.GENERATE, 1, Fault.latency(Duration.ofMillis(100)));
        send(prompts);
        PackedJar killed = start("only");
        await().atMost(Duration.ofMinutes(5)).until(() -> delivered() > 20);

        killed.kill();
        start("only");

        awaitCommitted(prompts, Duration.ofMinutes(10));
        verify(prompts);
    }

    @Test
    @Tag("chaos")
    void losesNoneOfTenThousandWhileThreeInstancesAndTheBrokerDieAgainAndAgain() throws Exception {
        int prompts = Integer.getInteger("kafka.prompts", 10_000);
        long seed = Long.getLong("chaos.seed", System.currentTimeMillis() % 1_000_000);
        Random random = new Random(seed);
        environment.put("LEDGER_URL", EmbeddedPostgresql.newDatabase());
        environment.put("LEDGER_LEASE", "3s");
        send(prompts);
        for (int instance = 0; instance < 3; instance++) {
            start("instance-" + instance);
        }
        for (int kill = 1; kill <= 10; kill++) {
            int until = kill * prompts / 12;
            await().atMost(Duration.ofMinutes(10)).until(() -> simulator.bill().size() >= until);
            int victim = random.nextInt(3);
            instances.get(victim).kill();
            instances.set(victim, PackedJar.start(directory.resolve("instance-" + victim), environment));
            if (kill % 5 == 0) {
                broker.stop();
                broker.start();
            }
        }

        awaitCommitted(prompts, Duration.ofMinutes(20));
        System.out.println(
                "kafka: " + prompts + " records, 10 kill -9 of three instances, 2 restarts of the broker, seed " + seed
                        + ": " + simulator.bill().size() + " billed");
        verify(prompts);
    }

    private PackedJar start(String name) throws IOException {
        PackedJar instance = PackedJar.start(Files.createDirectories(directory.resolve(name)), environment);
        instances.add(instance);
        return instance;
    }

    private void send(int prompts) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            int each = partition;
            broker.send(
                    TOPIC,
                    partition,
                    IntStream.range(0, prompts)
                            .filter(number -> number % PARTITIONS == each)
                            .mapToObj(number -> "Motif " + number)
                            .toList());
        }
    }

    private void awaitCommitted(int prompts, Duration patience) {
        await().atMost(patience).until(() -> IntStream.range(0, PARTITIONS)
                .allMatch(partition -> broker.committed(GROUP, TOPIC, partition).orElse(0) == prompts / PARTITIONS));
        await().atMost(patience).until(() -> delivered() >= prompts);
    }

    /** What is committed may wait in the ledger; at the end nothing does. */
    private void verify(int prompts) {
        assertThat(simulator.bill())
                .extracting(BilledBatch::prompt)
                .doesNotHaveDuplicates()
                .hasSize(prompts);
        assertThat(delivered()).isEqualTo(prompts);
        assertThat(files().stream().filter(file -> file.toString().contains("dead-letters")))
                .isEmpty();
    }

    private long delivered() {
        return files().stream()
                .filter(file ->
                        file.toString().contains("outbox") && file.toString().endsWith(".json"))
                .filter(file -> !file.toString().contains(".incoming"))
                .count();
    }

    private List<Path> files() {
        return instances.isEmpty()
                ? List.of()
                : RunningService.filesBelow(directory).stream()
                        .filter(file -> file.toString().contains("/data/"))
                        .toList();
    }
}
