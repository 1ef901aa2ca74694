package com.neuroflash.camel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.neuroflash.camel.jms.JmsServer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.activemq.artemis.jms.client.ActiveMQQueueConnectionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may be configured of the JMS source, and what is told of it. */
class JmsSourceTest {
    @TempDir
    private Path directory;

    private final Map<String, String> environment = new HashMap<>(Map.of(
            "NEUROFLASH_BASE_URL", "https://api.example/base",
            "NEUROFLASH_WORKSPACE_ID", "w",
            "NEUROFLASH_ACCESS_TOKEN", "t0p-secret"));

    private final Map<String, String> settings = new HashMap<>(Map.of("jms.queue", "prompts"));

    @Test
    void isNotThereUnlessAQueueIsNamed() {
        settings.clear();

        assertThat(read().sources()).isEmpty();
    }

    @Test
    void isNeverAnsweredByTheSimulator() {
        settings.put("jms.url", "tcp://127.0.0.1:61616");
        environment.clear();

        assertThatThrownBy(this::read).hasMessageContaining("no queue is read");
    }

    @Test
    void asksForTheBroker() {
        assertThatThrownBy(this::read).hasMessageContaining("jms.url: expected the broker's URL");
    }

    @Test
    void refusesAUrlThatNoBrokerHas() {
        settings.put("jms.url", "no url");

        assertThatThrownBy(this::read).hasMessageContaining("jms.url: expected the broker's URL");
    }

    @Test
    void refusesWhatIsNoConnectionFactory() {
        settings.put("jms.url", "tcp://127.0.0.1:61616");
        settings.put("jms.connection-factory", "java.lang.String");
        assertThatThrownBy(this::read).hasMessageContaining("expected a jakarta.jms.ConnectionFactory");

        settings.put("jms.connection-factory", "com.example.Missing");
        assertThatThrownBy(this::read).hasMessageContaining("com.example.Missing can't be loaded");
    }

    @Test
    void takesNoPasswordFromAnArgument() {
        settings.put("jms.url", "tcp://127.0.0.1:61616");
        settings.put("jms.user", "reader");
        settings.put("jms.password", "t0p-secret");

        assertThatThrownBy(this::read).hasMessageContaining("JMS_PASSWORD").hasMessageNotContaining("t0p-secret");
    }

    @Test
    void showsNoSecretOfTheUrl() {
        settings.put("jms.url", "tcp://broker:61616?password=t0p-secret");

        assertThat(read().sources().get(0).place()).isEqualTo("the queue prompts at tcp://broker:61616");
        assertThat(read().properties()).doesNotContainKey("jms.password");
    }

    @Test
    void tellsTheDoctorWhetherTheQueueCanBeRead() throws Exception {
        try (JmsServer broker = new JmsServer(directory.resolve("broker")).start()) {
            settings.put("jms.url", broker.url());
            Source queue = read().sources().get(0);

            assertThat(queue.trouble()).isEmpty();

            broker.stop();
            assertThat(queue.trouble())
                    .hasValueSatisfying(trouble -> assertThat(trouble).contains("Cannot connect"));
            queue.close();
        }
    }

    @Test
    void readsThroughTheConnectionFactoryOfAnotherClient() throws Exception {
        try (JmsServer broker = new JmsServer(directory.resolve("broker")).start()) {
            settings.put("jms.url", broker.url());
            settings.put("jms.connection-factory", ActiveMQQueueConnectionFactory.class.getName());

            try (Source queue = read().sources().get(0)) {
                assertThat(queue.trouble()).isEmpty();
            }
        }
    }

    private Settings read() {
        return new SettingsReader(directory, environment).read(settings);
    }
}
