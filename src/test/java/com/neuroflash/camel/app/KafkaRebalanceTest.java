package com.neuroflash.camel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.neuroflash.camel.kafka.KafkaBroker;
import com.neuroflash.camel.ledger.EmbeddedPostgresql;
import com.neuroflash.camel.simulator.BilledBatch;
import com.neuroflash.camel.simulator.Fault;
import com.neuroflash.camel.simulator.Operation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Partitions that change hands while prompts of theirs are on their way: two instances over one ledger. */
@ExtendWith(EmbeddedPostgresql.class)
class KafkaRebalanceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String GROUP = "neuroflash-camel";
    private static final String TOPIC = "prompts";
    private static final int EACH = 20;

    @TempDir
    private Path directory;

    private final String ledger = EmbeddedPostgresql.newDatabase();

    @Test
    void waitsForThePromptsThatTheFormerOwnerStillWorksOn() {
        try (KafkaBroker broker = KafkaBroker.start(directory.resolve("kafka"));
                RunningService first = new RunningService(directory.resolve("first"))) {
            broker.create(TOPIC, 2);
            settings(broker).forEach(first::with);
            first.simulator().faults().always(Operation.GENERATE, 1, Fault.tooManyRequests("1"));
            first.start();
            await().atMost(PATIENCE).until(() -> broker.members(GROUP).size() == 1);
            for (int partition = 0; partition < 2; partition++) {
                broker.send(TOPIC, partition, prompts(partition));
            }
            await().atMost(PATIENCE).until(() -> !first.service().pauseReason().isEmpty());

            try (Service second = second(first, broker)) {
                await().atMost(PATIENCE).until(() -> broker.members(GROUP).values().stream()
                        .allMatch(partitions -> partitions.size() == 1));
                assertThat(second.context().getRoute("consume-kafka")).isNotNull();
                first.simulator().faults().clear();
                for (int partition = 0; partition < 2; partition++) {
                    int each = partition;
                    await().atMost(PATIENCE).untilAsserted(() -> assertThat(broker.committed(GROUP, TOPIC, each))
                            .hasValue(EACH));
                }
            }

            assertThat(first.simulator().bill())
                    .extracting(BilledBatch::prompt)
                    .doesNotHaveDuplicates()
                    .hasSize(2 * EACH);
            assertThat(imagesOf("first")).isNotZero();
            assertThat(imagesOf("second")).isNotZero();
            assertThat(imagesOf("first") + imagesOf("second")).isEqualTo(2 * EACH);
        }
    }

    private Service second(RunningService first, KafkaBroker broker) {
        Path own = directory.resolve("second");
        own.toFile().mkdirs();
        return Service.start(new SettingsReader(own, first.environment()).read(settings(broker)), own);
    }

    private Map<String, String> settings(KafkaBroker broker) {
        Map<String, String> settings = new HashMap<>();
        settings.put("kafka.topic", TOPIC);
        settings.put("kafka.brokers", broker.address());
        settings.put("kafka.client.heartbeat.interval.ms", "300");
        settings.put("inbox.enabled", "false");
        settings.put("ledger.url", ledger);
        settings.put("pipeline.concurrency", "8");
        return settings;
    }

    private long imagesOf(String instance) {
        return RunningService.filesBelow(directory.resolve(instance).resolve("data/outbox")).stream()
                .filter(file -> file.toString().endsWith(".json"))
                .count();
    }

    private static List<String> prompts(int partition) {
        return IntStream.range(0, EACH)
                .mapToObj(number -> "Motif " + partition + "-" + number)
                .toList();
    }
}
