package com.neuroflash.camel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.neuroflash.camel.simulator.Fault;
import com.neuroflash.camel.simulator.Operation;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@code POST /prompts} and {@code GET /prompts/{id}}. */
class ServePromptsTest extends ServePromptsFixture {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void tellsWhereThePromptsThatItStoredHaveGone() throws Exception {
        start();

        HttpResponse<String> accepted =
                client.post(LINES, "{\"prompt\": \"a red mug\", \"num_images\": 2}\n\n{\"prompt\": \"a tea pot\"}\n");

        assertThat(accepted.statusCode()).isEqualTo(202);
        JsonNode prompts = PromptClient.json(accepted).path("prompts");
        assertThat(prompts.findValuesAsText("line")).containsExactly("1", "3");
        assertThat(prompts.findValuesAsText("state")).containsOnly("parked");
        JsonNode story = awaitState(prompts.path(0).path("location").asText(), "done");
        assertThat(story.path("id")).isEqualTo(prompts.path(0).path("id"));
        assertThat(story.path("images")).hasSize(2);
        assertThat(story.path("sink").asText()).isEqualTo("directory");
        assertThat(story.path("place").asText()).contains("outbox");
        for (JsonNode image : story.path("images")) {
            assertThat(image.path("state").asText()).isEqualTo("delivered");
            assertThat(running.outbox().resolve(image.path("key").asText())).exists();
            assertThat(image.path("image_id").asText()).isNotEmpty();
        }
        assertThat(story.toString()).doesNotContain("red mug");
        awaitState(prompts.path(1).path("location").asText(), "done");
        assertThat(running.simulator().bill()).hasSize(2);
    }

    @Test
    void carriesOnAfterARestartWithoutOtherWork() throws Exception {
        running.with("pipeline.resume-interval", "1h");
        start();
        String location = PromptClient.json(client.post("text/plain", "a mug"))
                .path("prompts")
                .path(0)
                .path("location")
                .asText();
        running.stop();

        running.with("pipeline.resume-interval", "50ms");
        start();

        awaitState(location, "done");
        assertThat(running.simulator().bill()).hasSize(1);
    }

    @Test
    void takesOneObjectAndATextToo() throws Exception {
        start();

        HttpResponse<String> object = client.post(JSON + "; charset=utf-8", "{\n  \"prompt\": \"a mug\"\n}");
        HttpResponse<String> text = client.post("text/plain", "two lines\nof one prompt");

        assertThat(object.statusCode()).isEqualTo(202);
        assertThat(text.statusCode()).isEqualTo(202);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(running.sidecars()).hasSize(2));
        assertThat(Files.readString(running.sidecars().get(0))
                        + Files.readString(running.sidecars().get(1)))
                .contains("two lines\\nof one prompt");
    }

    @Test
    void answersARepeatedPostWithTheSameIdsAndBillsItOnce() throws Exception {
        start();
        String body = "{\"prompt\": \"one\", \"id\": \"order-1\"}\n{\"prompt\": \"two\"}\n";

        HttpResponse<String> first = client.post(LINES, body, "Idempotency-Key", "k-1");
        HttpResponse<String> again = client.post(LINES, body, "Idempotency-Key", "k-1");
        HttpResponse<String> otherKey = client.post(LINES, body, "Idempotency-Key", "k-2");

        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(ids(again)).isEqualTo(ids(first));
        assertThat(ids(otherKey).get(0)).isEqualTo(ids(first).get(0));
        assertThat(ids(otherKey).get(1)).isNotEqualTo(ids(first).get(1));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(running.sidecars()).hasSize(3));
        assertThat(ids(client.post(LINES, body, "Idempotency-Key", "k-1"))).isEqualTo(ids(first));
        assertThat(running.simulator().bill()).hasSize(3);
    }

    @Test
    void refusesAnIdThatBelongsToAnotherPromptAndStoresNothingOfThatPost() throws Exception {
        start();
        client.post(JSON, "{\"prompt\": \"one\", \"id\": \"order-1\"}");
        client.post(JSON, "{\"prompt\": \"one\"}", "Idempotency-Key", "k-1");

        HttpResponse<String> reused = client.post(
                LINES, "{\"prompt\": \"new\", \"id\": \"order-2\"}\n{\"prompt\": \"other\", \"id\": \"order-1\"}");
        HttpResponse<String> reusedKey = client.post(JSON, "{\"prompt\": \"other\"}", "Idempotency-Key", "k-1");
        HttpResponse<String> twice = client.post(
                LINES, "{\"prompt\": \"new\", \"id\": \"order-3\"}\n{\"prompt\": \"other\", \"id\": \"order-3\"}");

        assertThat(List.of(reused.statusCode(), reusedKey.statusCode(), twice.statusCode()))
                .containsOnly(409);
        assertThat(PromptClient.json(reused).at("/errors/0/line").asInt()).isEqualTo(2);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(running.sidecars()).hasSize(2));
        assertThat(running.simulator().bill()).hasSize(2);
    }

    @Test
    void refusesAWholePostForWhatIsWrongWithOneLineAndNamesEveryField() throws Exception {
        start();

        HttpResponse<String> refused = client.post(
                LINES,
                "{\"prompt\": \"fine\"}\n{\"promt\": \"typo\"}\n{\"prompt\": \"p\", \"aspect_ratio\": \"7:5\"}\nnonsense\n");

        assertThat(refused.statusCode()).isEqualTo(400);
        JsonNode errors = PromptClient.json(refused).path("errors");
        assertThat(errors.findValuesAsText("line")).containsExactly("2", "3", "4");
        assertThat(errors.path(0).path("fields").findValuesAsText("field")).contains("promt", "prompt");
        assertThat(errors.path(1).at("/fields/0/field").asText()).isEqualTo("aspect_ratio");
        assertThat(errors.path(1).at("/fields/0/message").asText()).contains("16:9");
        assertThat(client.post(JSON, "").statusCode()).isEqualTo(400);
        assertThat(client.post("text/plain", " ").statusCode()).isEqualTo(400);
        assertThat(client.post(JSON, "{\"prompt\": \"p\"}", "Idempotency-Key", "two words")
                        .statusCode())
                .isEqualTo(400);
        assertThat(PromptClient.json(client.get("/prompts/unknown"))
                        .path("error")
                        .asText())
                .contains("no prompt has this id");
        assertThat(running.simulator().bill()).isEmpty();
    }

    @Test
    void asksForPatienceWhilePausedAndAnswersWhatItKnows() throws Exception {
        running.with("pipeline.first-backoff", "20s")
                .with("pipeline.max-backoff", "20s")
                .with("pipeline.max-pause", "20s");
        start();
        running.simulator().faults().always(Operation.GENERATE, 1, Fault.tooManyRequests("17"));
        String known = "{\"prompt\": \"one\", \"id\": \"order-1\"}";
        client.post(JSON, known);
        await().atMost(PATIENCE).until(() -> !running.service().pauseReason().isEmpty());

        HttpResponse<String> refused = client.post(JSON, "{\"prompt\": \"two\"}");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(refused.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1, 21);
        assertThat(PromptClient.json(refused).path("error").asText()).contains("paused");
        assertThat(client.post(JSON, known).statusCode()).isEqualTo(202);
        running.simulator().faults().clear();
    }

    @Test
    void asksForPatienceWhenAsManyWaitAsMay() throws Exception {
        running.with("pipeline.max-parked", "3").with("pipeline.resume-interval", "1h");
        start();
        assertThat(client.post(LINES, "{\"prompt\":\"x\"}\n".repeat(4)).statusCode())
                .isEqualTo(429);

        assertThat(client.post(LINES, "{\"prompt\":\"x\"}\n".repeat(3)).statusCode())
                .isEqualTo(202);

        HttpResponse<String> refused = client.post(JSON, "{\"prompt\": \"one more\"}");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).contains("30");
    }

    @Test
    void storesNothingThatItCannotCheck() throws Exception {
        running.simulator().faults().always(Operation.MODELS, 1, Fault.status(500));
        start();

        HttpResponse<String> refused = client.post(JSON, "{\"prompt\": \"two\"}");

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        running.simulator().faults().clear();
        assertThat(client.post(JSON, "{\"prompt\": \"two\"}").statusCode()).isEqualTo(202);
    }

    @Test
    void answersWhatItStoredBeforeWhenItCannotBeCheckedAnyMore() throws Exception {
        running.with("pipeline.resume-interval", "1h");
        start();
        String body = "{\"prompt\": \"one\", \"id\": \"order-1\"}";
        HttpResponse<String> first = client.post(JSON, body);
        running.stop();
        running.simulator().faults().always(Operation.MODELS, 1, Fault.status(500));
        start();

        HttpResponse<String> again = client.post(JSON, body);

        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(ids(again)).isEqualTo(ids(first));
    }

    @Test
    void letsNoHeaderAndNoParameterInfluenceAnything() throws Exception {
        start();
        StringBuilder evil = new StringBuilder();
        for (String name : List.of(
                "CamelHttpUri",
                "CamelFileName",
                "CamelHttpPath",
                "CamelHttpQuery",
                "CamelHttpMethod",
                "CamelHttpResponseCode",
                "CamelNeuroflashKey",
                "CamelNeuroflashTargetFile",
                "CamelAwsS3Key",
                "CamelAwsS3BucketName",
                "JMSReplyTo")) {
            for (String variant : List.of(name, name.toLowerCase(), name.toUpperCase(), alternating(name))) {
                evil.append(variant).append(": http://127.0.0.1:1/../evil-${body}\r\n");
            }
        }
        String parameters = "?CamelHttpUri=http://127.0.0.1:1&camelfilename=evil&id=intent-x&CamelHttpResponseCode=500";

        String answer = client.raw("POST /prompts" + parameters + " HTTP/1.1\r\nHost: localhost\r\n" + evil
                + "id: evil\r\nContent-Type: text/plain\r\nContent-Length: 5\r\nConnection: close\r\n\r\na mug");

        assertThat(answer).startsWith("HTTP/1.1 202").doesNotContainIgnoringCase("evil");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(running.sidecars()).hasSize(1));
        assertThat(running.images().get(0).getFileName().toString()).startsWith("prompts-");
        assertThat(RunningService.filesBelow(directory))
                .noneMatch(file -> file.toString().contains("evil"));
        String id = answer.replaceFirst("(?s).*(intent-[0-9a-f]{64}).*", "$1");
        assertThat(client.raw("GET /prompts/" + id + parameters + " HTTP/1.1\r\nHost: localhost\r\n" + evil
                        + "Connection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200")
                .contains(id)
                .doesNotContainIgnoringCase("evil");
    }

    @Test
    void goesOnWithAPromptThatFailedWhenItIsPostedAgain() throws Exception {
        start();
        running.simulator().faults().always(Operation.VIEW, 1, Fault.status(404));
        String body = "{\"prompt\": \"one\", \"id\": \"order-1\"}";
        String location = PromptClient.json(client.post(JSON, body))
                .at("/prompts/0/location")
                .asText();
        assertThat(awaitState(location, "failed").path("reason").asText()).isNotEmpty();
        running.simulator().faults().clear();

        assertThat(client.post(JSON, body).statusCode()).isEqualTo(202);

        awaitState(location, "done");
        assertThat(running.simulator().bill()).hasSize(1);
    }

    @Test
    void billsOnceWhatManyPostAtTheSameMoment() throws Exception {
        start();
        ExecutorService senders = Executors.newFixedThreadPool(40);
        try {
            Callable<HttpResponse<String>> post = () -> client.post(JSON, "{\"prompt\": \"one\", \"id\": \"order-1\"}");
            List<Future<HttpResponse<String>>> answers =
                    senders.invokeAll(IntStream.range(0, 80).mapToObj(i -> post).toList());

            for (Future<HttpResponse<String>> answer : answers) {
                assertThat(answer.get().statusCode()).isEqualTo(202);
                assertThat(ids(answer.get())).isEqualTo(ids(answers.get(0).get()));
            }
        } finally {
            senders.shutdownNow();
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(running.sidecars()).hasSize(1));
        assertThat(running.simulator().bill()).hasSize(1);
    }

    private static String alternating(String name) {
        StringBuilder text = new StringBuilder();
        for (int index = 0; index < name.length(); index++) {
            char character = name.charAt(index);
            text.append(index % 2 == 0 ? Character.toLowerCase(character) : Character.toUpperCase(character));
        }
        return text.toString();
    }

    private static List<String> ids(HttpResponse<String> answer) throws IOException {
        return PromptClient.json(answer).path("prompts").findValuesAsText("id");
    }

    private JsonNode awaitState(String location, String state) {
        return await().atMost(PATIENCE)
                .until(
                        () -> PromptClient.json(client.get(location)),
                        story -> story.path("state").asText().equals(state));
    }
}
