package com.neuroflash.camel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.neuroflash.camel.simulator.Fault;
import com.neuroflash.camel.simulator.Operation;
import com.neuroflash.camel.source.DirectoryDeadLetters;
import com.neuroflash.camel.source.MessageUnfinishedException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The route store-dead-letter, with the queue of a real broker as the endpoint. */
class StoreDeadLetterTest {
    private static final String QUEUE = "dead";

    @TempDir
    private Path directory;

    private QueueBroker broker;
    private RunningService running;

    @BeforeEach
    void open() {
        broker = new QueueBroker();
        running = new RunningService(directory)
                .with("dead-letter.endpoint", "jms:queue:" + QUEUE)
                .with(
                        "camel.beans.broker",
                        "#class:org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory('" + broker.url()
                                + "')");
    }

    @AfterEach
    void close() {
        running.close();
        broker.close();
    }

    @Test
    void sendsTheBodyAsReceivedWithWhatIsKnownOfIt() throws Exception {
        broker.start();
        running.start();
        String body = "{\"prompt\": \"fox\"}\n{\"promt\": \"ü\"}\n";

        Exchange end = running.feed("m-1", body);

        assertThat(end.getException()).isNull();
        QueueBroker.Received letter = broker.receive(QUEUE);
        assertThat(letter.body()).isEqualTo(body);
        assertThat(letter.properties())
                .containsEntry("NeuroflashSource", "test")
                .containsEntry("NeuroflashPlace", "prompts")
                .containsEntry("NeuroflashMessageId", "m-1")
                .containsEntry("NeuroflashFailures", "1")
                .containsEntry("NeuroflashPaidImages", "0")
                .hasEntrySatisfying(
                        "NeuroflashReason", reason -> assertThat(reason).contains("promt"));
        assertThat(directory.resolve("data/dead-letters")).doesNotExist();
    }

    @Test
    void tellsWhatWasPaidOfAPromptThatFails() throws Exception {
        broker.start();
        running.start();
        running.simulator().faults().always(Operation.VIEW, 1, Fault.status(404));

        running.feed("m-1", "a mug");

        assertThat(broker.receive(QUEUE).properties())
                .containsEntry("NeuroflashAttempts", "1")
                .containsEntry("NeuroflashPaidImages", "1")
                .containsEntry("NeuroflashStatus", "404")
                .hasEntrySatisfying(
                        "NeuroflashIntent", intent -> assertThat(intent).startsWith("intent-"));
    }

    @Test
    void leavesAMessageWithItsSourceWhileTheEndpointIsAway() throws Exception {
        running.start();

        Exchange end = running.feed("m-1", "{\"promt\": \"a\"}");

        assertThat(end.getException())
                .isInstanceOf(MessageUnfinishedException.class)
                .hasMessageContaining("jms:queue:dead");
        broker.start();
        assertThat(running.feed("m-1", "{\"promt\": \"a\"}").getException()).isNull();
        assertThat(broker.receive(QUEUE).body()).isEqualTo("{\"promt\": \"a\"}");
    }

    @Test
    void storesInTheDirectoryWhatFailsLateWhileTheEndpointIsAway() throws Exception {
        running.with("app.shutdown-timeout", "1s").start();
        running.simulator().faults().always(Operation.GENERATE, 1, Fault.tooManyRequests("1"));
        CompletableFuture<Exchange> waiting = running.feedAsync("m-1", "a mug");
        await().atMost(RunningService.PATIENCE)
                .until(() -> !running.service().pauseReason().isEmpty());
        running.stop();
        assertThat(waiting.get(RunningService.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                        .getException())
                .isNull();

        running.simulator().faults().clear();
        running.simulator().faults().always(Operation.GENERATE, 1, Fault.status(422));
        running.start();

        await().atMost(RunningService.PATIENCE)
                .untilAsserted(() -> assertThat(new DirectoryDeadLetters(directory.resolve("data/dead-letters")).list())
                        .hasSize(1));
        assertThat(running.simulator().bill()).isEmpty();
    }
}
