package com.neuroflash.camel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaSettingsTest {
    private static final String SECRET = "org.example.Login required password=\"hush\";";

    @TempDir
    private Path directory;

    private final Map<String, String> environment = new HashMap<>(Map.of(
            "NEUROFLASH_BASE_URL", "https://api.example/base",
            "NEUROFLASH_WORKSPACE_ID", "w",
            "NEUROFLASH_ACCESS_TOKEN", "t0p-secret"));
    private final Map<String, String> arguments = new HashMap<>();

    @BeforeEach
    void configure() {
        arguments.put("kafka.topic", "prompts");
        arguments.put("kafka.brokers", "broker-1:9092,broker-2:9092");
    }

    @Test
    void isOffUntilATopicIsNamed() {
        arguments.remove("kafka.topic");

        assertThat(read().sources()).isEmpty();
    }

    @Test
    void readsATopicAndKafkasOwnProperties() {
        arguments.put("kafka.client.security.protocol", "SASL_SSL");
        environment.put("KAFKA_CLIENT_SASL_JAAS_CONFIG", SECRET);
        environment.put("KAFKA_CLIENT_SESSION_TIMEOUT_MS", "12000");

        Settings settings = read();

        assertThat(settings.sources()).singleElement().satisfies(source -> {
            assertThat(source.routes()).containsExactly("consume-kafka");
            assertThat(source.place()).isEqualTo("the Kafka topic prompts at broker-1:9092,broker-2:9092");
        });
        assertThat(settings.properties()).containsEntry("kafka.client.session.timeout.ms", "12000");
        assertThat(settings.toString()).doesNotContain("hush");
    }

    @Test
    void takesASecretFromAMountedFile() throws Exception {
        Files.createDirectory(directory.resolve("config"));
        Files.writeString(directory.resolve("config/application.properties"), "kafka.client.ssl.key.password=hush\n");

        assertThat(read().properties()).doesNotContainValue("hush");
    }

    @Test
    void refusesASecretInAnArgumentWithoutShowingIt() {
        arguments.put("kafka.client.sasl.jaas.config", SECRET);

        assertThatThrownBy(this::read)
                .hasMessageContaining("kafka.client.sasl.jaas.config: a secret in an argument")
                .hasMessageContaining("KAFKA_CLIENT_SASL_JAAS_CONFIG")
                .message()
                .doesNotContain("hush");
    }

    @Test
    void namesEverythingThatIsWrong() {
        arguments.put("kafka.topic", "prompts?groupId=other");
        arguments.remove("kafka.brokers");
        arguments.put("kafka.client.sesion.timeout.ms", "12000");

        assertThatThrownBy(this::read)
                .hasMessageContaining("kafka.topic: expected one topic's name")
                .hasMessageContaining("kafka.brokers: expected host:port")
                .hasMessageContaining("kafka.client.sesion.timeout.ms: unknown key in arguments");
    }

    @Test
    void refusesWhatKafkaRefuses() {
        arguments.put("kafka.client.session.timeout.ms", "soon");

        assertThatThrownBy(this::read).hasMessageContaining("session.timeout.ms");
    }

    @Test
    void refusesBrokersWithoutAPort() {
        arguments.put("kafka.brokers", "broker-1");

        assertThatThrownBy(this::read).hasMessageContaining("kafka.brokers: ");
    }

    @Test
    void letsNobodySetWhatTheGuaranteeRestsOn() {
        for (String name : new String[] {"enable.auto.commit", "group.id", "partition.assignment.strategy"}) {
            arguments.put("kafka.client." + name, "x");
        }

        assertThatThrownBy(this::read)
                .hasMessageContaining("kafka.client.enable.auto.commit: unknown key")
                .hasMessageContaining("kafka.client.group.id: unknown key")
                .hasMessageContaining("kafka.client.partition.assignment.strategy: unknown key");
    }

    @Test
    void answersNoTopicWithSimulatedImages() {
        environment.clear();

        assertThatThrownBy(this::read).hasMessageContaining("neuroflash.base-url: no API is configured");
    }

    private Settings read() {
        return new SettingsReader(directory, environment).read(arguments);
    }
}
