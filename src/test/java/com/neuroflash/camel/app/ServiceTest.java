package com.neuroflash.camel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.neuroflash.camel.simulator.BilledBatch;
import com.neuroflash.camel.simulator.Fault;
import com.neuroflash.camel.simulator.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way of prompts, from the inbox to the directory sink, through the real component to a simulator. */
class ServiceTest {
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
        assertThat(RunningService.filesBelow(running.work())).isEmpty();
    }

    @Test
    void editsAnImageThatTheHistoryNames() throws IOException {
        running.start();
        running.drop("first.txt", "A red kettle");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(running.images()).hasSize(1));
        String imageId = running.simulator().bill().get(0).imageIds().get(0);

        running.drop("edit.json", "{\"prompt\": \"make it blue\", \"image_ids\": [\"" + imageId + "\"]}");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(running.images()).hasSize(2));
        assertThat(running.simulator().bill())
                .extracting(BilledBatch::operation)
                .containsExactly(Operation.GENERATE, Operation.EDIT);
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
        assertThat(RunningService.filesBelow(running.work())).isEmpty();
    }

    @Test
    void neverSendsAPromptAgainWhoseOutcomeIsUnknown() throws IOException {
        running.simulator().faults().next(Operation.GENERATE, 1, Fault.dropAfterBilling());
        running.start();

        running.drop("lost.txt", "A prompt whose answer is lost");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(running.failed()).hasSize(2));
        assertThat(running.simulator().bill()).hasSize(1);
        assertThat(Files.readString(running.inbox().resolve(".failed/lost.txt.error.json")))
                .contains("outcome unknown")
                .doesNotContain("A prompt whose answer is lost");
    }

    @Test
    void waitsWhileTheApiRefusesAndGoesOnByItself() throws IOException {
        running.simulator().faults().next(Operation.GENERATE, 6, Fault.tooManyRequests("1"));
        running.start();

        for (int prompt = 0; prompt < 8; prompt++) {
            running.drop("prompt-" + prompt + ".txt", "Motif " + prompt);
        }

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(running.done()).hasSize(8));
        assertThat(running.failed()).isEmpty();
        assertThat(running.simulator().bill()).hasSize(8);
    }

    @Test
    void downloadsAgainWhatArrivesBroken() throws IOException {
        running.simulator().faults().next(Operation.VIEW, 1, new Fault.Truncate(true));
        running.simulator().faults().next(Operation.VIEW, 1, new Fault.Corrupt(0));
        running.start();

        running.drop("broken.txt", "A prompt whose image arrives broken twice");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(running.images()).hasSize(1));
        assertThat(running.simulator().bill()).hasSize(1);
        assertThat(ImageIO.read(running.images().get(0).toFile())).isNotNull();
    }

    @Test
    void waitsForAHistoryThatLags() throws IOException {
        running.simulator().faults().always(Operation.GENERATE, 1, new Fault.HistoryLag(Duration.ofMillis(700)));
        running.start();

        running.drop("late.txt", "A prompt that the history shows late");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(running.done()).hasSize(1));
        assertThat(running.images()).hasSize(1);
    }

    @Test
    void findsImagesWithoutIdsThroughTheirBatch() throws IOException {
        running.simulator()
                .faults()
                .always(
                        Operation.GENERATE,
                        1,
                        Fault.together(new Fault.NullIds(true, false), new Fault.ImageUrl("none")));
        running.start();

        running.drop("nameless.json", "{\"prompt\": \"Two without ids\", \"num_images\": 2}");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(running.done()).hasSize(1));
        assertThat(running.images()).hasSize(2);
    }

    @Test
    void takesHostileNamesAndExpressionsAsPlainText() throws IOException {
        running.start();

        running.drop(
                "hostile.json",
                "{\"prompt\": \"${env:HOME} {{neuroflash.base-url}} ${exec:id}\", \"name\": \"../../${env:HOME}/x\","
                        + " \"metadata\": {\"CamelHttpUri\": \"http://127.0.0.1:9/\"}}");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(running.done()).hasSize(1));
        assertThat(running.simulator().bill().get(0).prompt())
                .isEqualTo("${env:HOME} {{neuroflash.base-url}} ${exec:id}");
        assertThat(running.images()).hasSize(1).allMatch(file -> file.startsWith(running.outbox()));
    }

    @Test
    void keepsTheUnsentLinesOfAFileWhenItStops() throws IOException {
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
        assertThat(running.images()).hasSize(billed);
        assertThat(Files.readAllLines(running.inbox().resolve("long.jsonl"))).hasSize(100 - billed);
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
