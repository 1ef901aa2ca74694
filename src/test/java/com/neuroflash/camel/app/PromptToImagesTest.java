package com.neuroflash.camel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.neuroflash.camel.intent.PromptFailedException;
import com.neuroflash.camel.simulator.BilledBatch;
import com.neuroflash.camel.simulator.Fault;
import com.neuroflash.camel.simulator.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The route prompt-to-images: checked, sent once, found in the history, whatever the API does. */
class PromptToImagesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

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
    void adoptsWhatWasBilledWhenTheAnswerIsLost() throws IOException {
        settleQuickly();
        running.start();
        running.drop("known.txt", "A prompt whose answer teaches the server's ways");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(running.done()).hasSize(1));
        running.simulator().faults().next(Operation.GENERATE, 1, Fault.dropAfterBilling());

        running.drop("lost.txt", "A prompt whose answer is lost");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(running.sidecars()).hasSize(2));
        assertThat(running.simulator().bill()).hasSize(2);
        assertThat(running.failed()).isEmpty();
    }

    @Test
    void sendsAgainWhatWasProvenNotBilled() throws IOException {
        settleQuickly();
        running.start();
        running.drop("known.txt", "A prompt whose answer teaches the server's ways");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(running.done()).hasSize(1));
        running.simulator().faults().next(Operation.GENERATE, 1, Fault.dropBeforeBilling());

        running.drop("lost.txt", "A prompt that never arrived");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(running.sidecars()).hasSize(2));
        assertThat(running.simulator().bill()).hasSize(2);
    }

    @Test
    void goesOnWithOthersWhileOnePromptIsForbidden() throws IOException {
        running.simulator().faults().next(Operation.EDIT, 50, Fault.status(403));
        running.with("pipeline.concurrency", "1").start();
        running.drop("good.txt", "A prompt to edit");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(running.done()).hasSize(1));
        String imageId = running.simulator().bill().get(0).imageIds().get(0);

        running.drop("forbidden.json", "{\"prompt\": \"not allowed\", \"image_ids\": [\"" + imageId + "\"]}");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(running.service().pauseReason()).contains("quota or plan"));
        for (int prompt = 0; prompt < 5; prompt++) {
            running.drop("good-" + prompt + ".txt", "Motif " + prompt);
        }

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(running.done()).hasSize(6));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(running.failed()).hasSize(2));
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
    void ignoresEveryHeaderOfAnInboundMessage() {
        running.start();
        Map<String, Object> hostile = new HashMap<>();
        for (String name : new String[] {
            "CamelHttpUri",
            "CamelHttpPath",
            "CamelHttpQuery",
            "CamelHttpMethod",
            "camelhttpuri",
            "CamelFileName",
            "CamelAwsS3Key",
            "CamelBeanMethodName",
            "CamelNeuroflashNumImages",
            "CamelNeuroflashTargetFile",
            "CamelNeuroflashModel",
            "Authorization",
            "x-workspace-id",
            "Host"
        }) {
            hostile.put(name, "http://127.0.0.1:9/${env:HOME}");
        }

        send("A prompt with hostile headers", hostile);

        assertThat(running.images()).hasSize(1);
        assertThat(running.simulator().bill()).hasSize(1);
        assertThat(running.simulator().bill().get(0).imageIds()).hasSize(1);
    }

    @Test
    void tellsItsSenderWhyAPromptIsRefused() {
        running.start();

        assertThatThrownBy(() -> send("{\"prompt\": \"x\", \"aspect_ratio\": \"7:5\"}", Map.of()))
                .isInstanceOf(CamelExecutionException.class)
                .cause()
                .isInstanceOf(PromptFailedException.class)
                .hasMessageContaining("aspect_ratio")
                .hasMessageContaining("16:9");
        assertThat(running.simulator().bill()).isEmpty();
    }

    @Test
    void takesWhatCameWhenTheServerMakesMoreOrFewerImages() throws IOException {
        running.simulator().faults().next(Operation.GENERATE, 1, new Fault.ImageCount(3));
        running.start();
        running.drop("more.txt", "One asked, more made");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(running.images()).hasSize(3));

        running.simulator()
                .faults()
                .next(
                        Operation.GENERATE,
                        1,
                        Fault.together(new Fault.ImageCount(1), new Fault.Detail("Only 1 image left today")));
        running.drop("fewer.json", "{\"prompt\": \"Four asked, one made\", \"num_images\": 4}");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(running.done()).hasSize(2));
        assertThat(running.sidecars()).hasSize(4);
        String sidecar = Files.readString(running.sidecars().stream()
                .filter(file -> file.toString().contains("fewer"))
                .findFirst()
                .orElseThrow());
        assertThat(sidecar).contains("Only 1 image left today").contains("\"short_batch\" : true");
    }

    @Test
    void waitsForCredentialsThatAreAcceptedAgain() throws IOException {
        running.start();
        running.simulator().expireTokens();

        running.drop("waiting.txt", "A prompt that waits for a token");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(running.simulator().requests().get(Operation.MODELS))
                        .isGreaterThan(1));
        assertThat(running.failed()).isEmpty();
        running.simulator().faults().clear();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(running.done()).hasSize(1));
    }

    @Test
    void fetchesAnImageByItsIdWhenTheHistoryNeverShowsIt() throws IOException {
        running.simulator().faults().always(Operation.GENERATE, 1, new Fault.HistoryLag(Duration.ofHours(1)));
        running.with("neuroflash.history-deadline", "500ms").start();

        running.drop("unseen.txt", "A prompt that the history never shows");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(running.done()).hasSize(1));
        assertThat(running.images()).hasSize(1);
    }

    private void settleQuickly() {
        running.with("billing.generation-limit", "1s")
                .with("neuroflash.response-timeout", "1s")
                .with("billing.history-lag", "1s")
                .with("billing.send-guard", "1s");
    }

    private void send(String prompt, Map<String, Object> headers) {
        try (ProducerTemplate template = running.service().context().createProducerTemplate()) {
            template.requestBodyAndHeaders("direct:prompt-to-images", prompt, headers);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
