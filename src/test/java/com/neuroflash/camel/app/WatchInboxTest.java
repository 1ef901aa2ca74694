package com.neuroflash.camel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.neuroflash.camel.prompt.Refusal;
import com.neuroflash.camel.simulator.Fault;
import com.neuroflash.camel.simulator.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The route watch-inbox: what becomes of files and their lines, on the whole way to the directory sink. */
class WatchInboxTest {
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
    void deliversAnImageThatADecoderOpensWithItsSidecar() throws IOException {
        running.start();

        running.drop("lighthouse.txt", "A lighthouse at dawn");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(running.done()).hasSize(1));
        assertThat(running.images()).hasSize(1);
        assertThat(ImageIO.read(running.images().get(0).toFile())).isNotNull();
        JsonNode sidecar = JSON.readTree(running.sidecars().get(0).toFile());
        assertThat(sidecar.path("prompt").asText()).isEqualTo("A lighthouse at dawn");
        assertThat(sidecar.path("simulated").asBoolean()).isFalse();
        assertThat(running.images().get(0).getFileName().toString()).startsWith("lighthouse-");
        assertThat(running.leftDownloads()).isEmpty();
    }

    @Test
    void deliversEveryGoodLineAndExplainsEveryBadOne() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int line = 1; line <= 1_000; line++) {
            lines.append(line % 5 == 0 ? badLine(line) : "{\"prompt\": \"motif " + line + "\"}")
                    .append('\n');
        }
        running.start();

        running.drop("mixed.jsonl", lines.toString());

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(running.done()).hasSize(1));
        assertThat(running.simulator().bill()).hasSize(800);
        assertThat(running.images()).hasSize(800);
        assertThat(running.sidecars()).hasSize(800);
        JsonNode errors = JSON.readTree(
                running.inbox().resolve(".failed/mixed.jsonl.error.json").toFile());
        assertThat(errors).hasSize(200);
        for (JsonNode error : errors) {
            assertThat(error.path("line").asInt() % 5).isZero();
            assertThat(error.path("reason").asText()).isNotEmpty();
            assertThat(error.path("what_to_do").asText()).isNotEmpty();
        }
        assertThat(Files.readAllLines(running.inbox().resolve(".failed/mixed.jsonl")))
                .hasSize(200);
        assertThat(running.leftDownloads()).isEmpty();
    }

    @Test
    void sendsTheRestOfAFileAfterARestart() throws IOException {
        running.simulator().faults().always(Operation.GENERATE, 1, Fault.latency(Duration.ofMillis(100)));
        running.with("pipeline.concurrency", "2").start();
        StringBuilder lines = new StringBuilder();
        for (int line = 0; line < 100; line++) {
            lines.append("{\"prompt\": \"motif ").append(line).append("\"}\n");
        }
        running.drop("long.jsonl", lines.toString());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(running.images()).isNotEmpty());

        running.stop();

        int billed = running.simulator().bill().size();
        assertThat(billed).isBetween(1, 99);
        assertThat(Files.readAllLines(running.inbox().resolve("long.jsonl"))).hasSize(100);
        running.simulator().faults().clear();
        running.start();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(running.done()).hasSize(1));
        assertThat(running.images()).hasSize(100);
        assertThat(running.simulator().bill()).hasSize(100);
    }

    @Test
    void answersAFileThatIsDroppedInAgainFromTheLedger() throws IOException {
        running.start();
        String lines = "{\"id\": \"a\", \"prompt\": \"motif a\"}\n{\"id\": \"b\", \"prompt\": \"motif b\"}\n";
        running.drop("first.jsonl", lines);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(running.done()).hasSize(1));

        running.drop("second.jsonl", lines);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(running.done()).hasSize(2));
        assertThat(running.simulator().bill()).hasSize(2);
        assertThat(running.images()).hasSize(2);
    }

    @Test
    void saysThatOneOfTwoEqualIdsWasAnsweredFromTheLedger() throws IOException {
        running.simulator().faults().always(Operation.GENERATE, 1, Fault.latency(Duration.ofMillis(500)));
        running.start();

        try (LogCapture log = LogCapture.ofInfo("com.neuroflash.camel.inbox")) {
            running.drop("twins.jsonl", "{\"id\": \"a\", \"prompt\": \"motif a\"}\n".repeat(2));

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(running.done()).hasSize(1));
            assertThat(log.count("twins.jsonl: 1 prompt answered from the ledger"))
                    .isEqualTo(1);
        }
        assertThat(running.images()).hasSize(1);
        assertThat(running.simulator().bill()).hasSize(1);
    }

    @Test
    void refusesAnIdThatBelongsToAnotherPrompt() throws IOException {
        running.start();
        running.drop("first.json", "{\"id\": \"a\", \"prompt\": \"motif a\"}");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(running.done()).hasSize(1));

        running.drop("second.json", "{\"id\": \"a\", \"prompt\": \"another motif\"}");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(running.failed()).hasSize(2));
        assertThat(Files.readString(running.inbox().resolve(".failed/second.json.error.json")))
                .contains("identity reused");
        assertThat(running.simulator().bill()).hasSize(1);
    }

    @Test
    void namesTheFieldsOfWhateverItRefuses() throws IOException {
        running.start();
        running.drop("first.json", "{\"id\": \"a\", \"prompt\": \"motif a\"}");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(running.done()).hasSize(1));

        running.drop(
                "many.jsonl",
                "{\"promt\": \"m\"}\n"
                        + "{\"prompt\": \"m\", \"num_images\": 99, \"aspect_ratio\": \"7:3\"}\n"
                        + "{\"prompt\": \"m\", \"sink\": \"s3\"}\n"
                        + "{\"id\": \"a\", \"prompt\": \"another motif\"}\n");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(running.failed()).hasSize(2));
        JsonNode errors = JSON.readTree(
                running.inbox().resolve(".failed/many.jsonl.error.json").toFile());
        assertThat(errors)
                .extracting(error -> error.path("fields").findValuesAsText("field"))
                .containsExactly(
                        List.of("promt", "prompt"),
                        List.of("num_images", "aspect_ratio"),
                        List.of("sink"),
                        List.of("id"));
        assertThat(errors)
                .extracting(error -> error.path("what_to_do").asText())
                .startsWith(Refusal.ADVICE, Refusal.ADVICE, Refusal.ADVICE);
        assertThat(errors.toString()).doesNotContain("a name of");
    }

    @Test
    void refusesAFileInAFormatThatItDoesNotKnow() throws IOException {
        running.start();

        running.drop("picture.pdf", "%PDF-1.7");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(running.failed()).hasSize(2));
        assertThat(Files.readString(running.inbox().resolve(".failed/picture.pdf.error.json")))
                .contains(".jsonl");
        assertThat(running.simulator().bill()).isEmpty();
    }

    @Test
    void takesFiveHundredFilesDroppedAtOnce() throws IOException {
        running.start();

        for (int file = 0; file < 500; file++) {
            running.drop("file-" + file + ".txt", "Motif " + file);
        }

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(running.done()).hasSize(500));
        assertThat(running.images()).hasSize(500);
        assertThat(running.simulator().bill()).hasSize(500);
    }

    private static String badLine(int line) {
        return switch (line % 4) {
            case 0 -> "{\"prompt\": \"\"}";
            case 1 -> "{\"prompt\": \"x\", \"aspect_ratio\": \"7:5\"}";
            case 2 -> "{\"prompt\": \"x\", \"colour\": \"red\"}";
            default -> "{not json";
        };
    }
}
