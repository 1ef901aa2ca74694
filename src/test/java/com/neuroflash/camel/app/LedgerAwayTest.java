package com.neuroflash.camel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.neuroflash.camel.jms.JmsServer;
import com.neuroflash.camel.ledger.EmbeddedPostgresql;
import com.neuroflash.camel.simulator.BilledBatch;
import com.neuroflash.camel.simulator.Fault;
import com.neuroflash.camel.simulator.Operation;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A ledger that goes away while prompts are on their way, and comes back. */
@ExtendWith(EmbeddedPostgresql.class)
class LedgerAwayTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int CONCURRENCY = 4;
    private static final String JSON = "application/json";

    @TempDir
    private Path directory;

    private final String ledger = EmbeddedPostgresql.newDatabase();
    private JmsServer broker;
    private RunningService running;
    private PromptClient client;

    @BeforeEach
    void open() throws Exception {
        broker = new JmsServer(directory.resolve("broker")).start();
        running = new RunningService(directory)
                .with("ledger.url", ledger.replaceFirst("[?].*", ""))
                .with("ledger.user", "postgres")
                .with("inbox.enabled", "false")
                .with("jms.queue", JmsServer.IMPATIENT)
                .with("jms.url", broker.url())
                .with("http.prompts", "true")
                .with("app.http-port", "0")
                .with("pipeline.concurrency", Integer.toString(CONCURRENCY))
                .with("pipeline.resume-interval", "100ms");
        // what was billed and could not be noted is settled from the history, soon
        running.with("neuroflash.response-timeout", "5s")
                .with("billing.generation-limit", "5s")
                .with("billing.history-lag", "1s")
                .with("billing.send-guard", "2s");
    }

    private void start() {
        running.start();
        client = PromptClient.of(running.service());
    }

    @AfterEach
    void close() {
        EmbeddedPostgresql.giveBack(ledger);
        running.close();
        broker.close();
    }

    @Test
    void keepsEveryMessageAtItsSourceAndBillsEachOnce() throws Exception {
        int messages = 12;
        start();
        running.simulator().faults().always(Operation.GENERATE, 1, Fault.latency(Duration.ofMillis(500)));
        String known = PromptClient.json(client.post(JSON, "{\"prompt\": \"posted before\", \"id\": \"order-1\"}"))
                .at("/prompts/0/location")
                .asText();
        broker.sendText(
                JmsServer.IMPATIENT,
                IntStream.range(0, messages)
                        .mapToObj(number -> "motif " + number)
                        .toArray(String[]::new));
        await().atMost(PATIENCE).until(() -> running.simulator().bill().size() >= 3);

        LogCapture log = LogCapture.of("ROOT");
        EmbeddedPostgresql.takeAway(ledger);
        // those whose attempt was committed before
        int mostBilled = running.simulator().bill().size() + CONCURRENCY;
        HttpResponse<String> posted = client.post(JSON, "{\"prompt\": \"posted then\", \"id\": \"order-2\"}");
        HttpResponse<String> asked = client.get(known);

        assertThat(posted.statusCode()).isEqualTo(503);
        assertThat(posted.headers().firstValue("Retry-After")).isPresent();
        assertThat(posted.body()).contains("ledger is away");
        assertThat(asked.statusCode()).isEqualTo(503);
        // whoever holds a connection finds out at once, whoever asks the pool for one after its patience
        await().atMost(PATIENCE).until(() -> log.count("paused: ledger not reachable") > 0);
        await().during(Duration.ofSeconds(1)).atMost(PATIENCE).untilAsserted(() -> assertThat(
                        running.simulator().bill().size())
                .isLessThanOrEqualTo(mostBilled));
        log.close();
        assertThat(log.count("paused: ledger not reachable")).isEqualTo(1);
        assertThat(log.count("is read again later")).isZero();
        assertThat(log.stackTraces()).isEmpty();
        EmbeddedPostgresql.giveBack(ledger);

        await().atMost(PATIENCE)
                .until(() -> client.post(JSON, "{\"prompt\": \"posted then\", \"id\": \"order-2\"}")
                                .statusCode()
                        == 202);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(running.sidecars()).hasSize(messages + 2));
        await().atMost(PATIENCE).until(() -> broker.count(JmsServer.IMPATIENT) == 0);
        assertThat(running.simulator().bill()).extracting(BilledBatch::prompt).doesNotHaveDuplicates();
        assertThat(running.images()).hasSize(messages + 2);
        assertThat(broker.count(JmsServer.DEAD_LETTERS)).isZero();
        assertThat(client.get(known).body()).contains("\"done\"");
    }

    @Test
    void keepsItsPermitsWhileNothingIsOnItsWay() throws Exception {
        running.with("pipeline.concurrency", "1");
        start();
        Logger resumer = (Logger) LoggerFactory.getLogger("com.neuroflash.camel.intent.Resumer");
        resumer.setLevel(Level.DEBUG);
        try (LogCapture log = LogCapture.of(resumer.getName())) {
            EmbeddedPostgresql.takeAway(ledger);
            await().atMost(PATIENCE).until(() -> log.count("resuming waits") > 0);
        } finally {
            resumer.setLevel(null);
        }
        EmbeddedPostgresql.giveBack(ledger);

        broker.sendText(JmsServer.IMPATIENT, "a mug");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(running.sidecars()).hasSize(1));
    }
}
