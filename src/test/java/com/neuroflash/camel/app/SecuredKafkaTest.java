package com.neuroflash.camel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.neuroflash.camel.kafka.KafkaBroker;
import com.neuroflash.camel.kafka.KafkaSecurity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The route consume-kafka over TLS, with user and password. */
class SecuredKafkaTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private static Path data;

    private static KafkaSecurity security;
    private static KafkaBroker broker;

    @TempDir
    private Path directory;

    private String topic;
    private RunningService running;

    @BeforeAll
    static void startBroker() throws Exception {
        security = KafkaSecurity.create(data);
        broker = KafkaBroker.start(data, security);
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
                .with("kafka.brokers", broker.securedAddress())
                .with("inbox.enabled", "false")
                .withVariable("KAFKA_CLIENT_SSL_TRUSTSTORE_PASSWORD", KafkaSecurity.PASSWORD);
        security.client().forEach((name, value) -> running.with("kafka.client." + name, value));
    }

    @AfterEach
    void close() {
        running.close();
    }

    @Test
    void deliversWhatComesOverTls() {
        running.withVariable("KAFKA_CLIENT_SASL_JAAS_CONFIG", KafkaSecurity.login(KafkaSecurity.PASSWORD))
                .start();

        broker.send(topic, 0, List.of("a mug", "a cup"));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(running.sidecars()).hasSize(2));
        assertThat(running.simulator().bill()).hasSize(2);
    }

    @Test
    void saysOnceThatItIsNotLetInAndNeverTheSecret() {
        String wrong = "not-the-credential";
        try (LogCapture log = LogCapture.of("com.neuroflash.camel")) {
            running.withVariable("KAFKA_CLIENT_SASL_JAAS_CONFIG", KafkaSecurity.login(wrong))
                    .start();
            broker.send(topic, 0, List.of("a mug"));

            await().during(Duration.ofSeconds(3)).atMost(PATIENCE).until(() -> log.count("Authentication failed") == 1);

            assertThat(log.count(wrong)).isZero();
            assertThat(log.stackTraces()).isEmpty();
        }
        assertThat(running.simulator().bill()).isEmpty();
    }
}
