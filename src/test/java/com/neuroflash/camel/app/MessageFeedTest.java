package com.neuroflash.camel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.neuroflash.camel.simulator.Fault;
import com.neuroflash.camel.simulator.Operation;
import com.neuroflash.camel.source.DirectoryDeadLetters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every source of messages does with one: acknowledged only when each prompt is delivered, parked or stored. */
class MessageFeedTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    private RunningService running;

    @BeforeEach
    void open() {
        running = new RunningService(directory);
    }

    @AfterEach
    void close() {
        running.close();
    }

    @Test
    void deliversEveryPromptOfAMessage() throws Exception {
        running.start();

        Exchange end = feed("m-1", "{\"prompt\": \"one\"}\n{\"prompt\": \"two\", \"num_images\": 2}\n")
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

        assertThat(end.getException()).isNull();
        assertThat(running.images()).hasSize(3);
        assertThat(running.simulator().bill()).hasSize(2);
    }

    @Test
    void answersARedeliveryFromTheLedger() throws Exception {
        running.start();
        feed("m-1", "a mug").get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

        Exchange end = feed("m-1", "a mug").get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

        assertThat(end.getException()).isNull();
        assertThat(running.simulator().bill()).hasSize(1);
        assertThat(running.images()).hasSize(1);
    }

    @Test
    void storesWhatIsRefusedWithItsReasonAndTheBodyAsReceived() throws Exception {
        running.start();
        String body =
                "{\"prompt\": \"one\"}\n{\"prompt\": \"two\", \"aspect_ratio\": \"7:5\"}\n{\"promt\": \"three\"}\n";

        Exchange end = feed("m-1", body).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

        assertThat(end.getException()).isNull();
        assertThat(running.images()).hasSize(1);
        Path report = letters().get(0);
        assertThat(letters()).hasSize(1);
        String name = report.getFileName().toString().replace(DirectoryDeadLetters.REPORT, "");
        assertThat(report.resolveSibling(name)).hasContent(body);
        JsonNode letter = JSON.readTree(report.toFile());
        assertThat(letter.path("message_id").asText()).isEqualTo("m-1");
        assertThat(letter.path("failures")).hasSize(2);
        assertThat(letter.path("failures").findValuesAsText("line")).containsExactlyInAnyOrder("2", "3");
        assertThat(letter.path("failures").path(0).path("paid_images").asInt()).isZero();
    }

    @Test
    void tellsWhatWasPaidOfAPromptThatFails() throws Exception {
        running.start();
        running.simulator().faults().always(Operation.VIEW, 1, Fault.status(404));

        feed("m-1", "a mug").get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

        JsonNode failure =
                JSON.readTree(letters().get(0).toFile()).path("failures").path(0);
        assertThat(failure.path("attempts").asInt()).isEqualTo(1);
        assertThat(failure.path("paid_images").asInt()).isEqualTo(1);
        assertThat(failure.path("delivered_images").asInt()).isZero();
        assertThat(failure.path("intent").asText()).startsWith("intent-");
    }

    @Test
    void refusesWhatIsTooLarge() throws Exception {
        running.with("messages.max-size", "1KB").start();

        Exchange end = feed("m-1", "x".repeat(2_000)).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

        assertThat(end.getException()).isNull();
        assertThat(running.simulator().bill()).isEmpty();
        assertThat(letters().get(0)).content().contains("too large", "2000");
    }

    @Test
    void keepsInTheLedgerWhatAStopFindsWaiting() throws Exception {
        running.with("app.shutdown-timeout", "1s").start();
        running.simulator().faults().always(Operation.GENERATE, 1, Fault.tooManyRequests("1"));
        CompletableFuture<Exchange> waiting = feed("m-1", "a mug");
        await().atMost(PATIENCE).until(() -> !running.service().pauseReason().isEmpty());

        running.stop();
        Exchange end = waiting.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

        assertThat(end.getException()).isNull();
        running.simulator().faults().clear();
        running.start();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(running.sidecars()).hasSize(1));
        assertThat(running.simulator().bill()).hasSize(1);
    }

    private List<Path> letters() throws IOException {
        return RunningService.filesBelow(directory.resolve("data/dead-letters")).stream()
                .filter(file -> file.toString().endsWith(DirectoryDeadLetters.REPORT))
                .filter(Files::isRegularFile)
                .toList();
    }

    private CompletableFuture<Exchange> feed(String id, String body) {
        return running.feedAsync(id, body);
    }
}
