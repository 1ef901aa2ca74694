package com.neuroflash.camel.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GenerateContractTest {
    @TempDir
    Path directory;

    private Simulator simulator;
    private Client client;

    @BeforeEach
    void start() {
        simulator = Simulator.start(SimulatorSettings.in(directory).withFastImages(2_000));
        client = new Client(simulator);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void answersEveryDocumentedFieldAndBillsEachImage() {
        JsonNode answer = client.images("a lighthouse", 2, "16:9", "jpeg");

        assertThat(answer.fieldNames())
                .toIterable()
                .containsExactly("images", "description", "prompt", "detail", "batch_id");
        assertThat(answer.get("prompt").asText()).isEqualTo("a lighthouse");
        assertThat(answer.get("detail").isNull()).isTrue();
        JsonNode image = answer.at("/images/0");
        assertThat(image.fieldNames())
                .toIterable()
                .containsExactly("url", "content_type", "file_name", "file_size", "width", "height", "image_id");
        assertThat(image.get("content_type").asText()).isEqualTo("image/jpeg");
        assertThat(image.get("url").asText())
                .isEqualTo(client.at("/api/ds-prototypes/image_generation/"
                                + image.get("image_id").asText() + "/view")
                        .toString());
        BilledBatch billed = simulator.bill().get(0);
        assertThat(billed.batchId()).isEqualTo(answer.get("batch_id").asText());
        assertThat(billed.imageIds()).hasSize(2);
        assertThat(billed.prompt()).isEqualTo("a lighthouse");
        assertThat(billed.operation()).isEqualTo(Operation.GENERATE);
        assertThat(billed.userId()).isEqualTo(SimulatorSettings.DEFAULT_USER);
        assertThat(billed.parameters()).containsEntry("num_images", 2).containsEntry("aspect_ratio", "16:9");
        assertThat(billed.answer()).isEqualTo(AnswerState.DELIVERED);
    }

    @Test
    void fillsInDefaultsAndTakesNullForAbsent() {
        JsonNode answer = client.generate("{\"prompt\":\"x\",\"num_images\":null,\"model\":null,\"unknown\":1}")
                .json();

        assertThat(answer.get("images")).hasSize(1);
        assertThat(simulator.bill().get(0).model()).isEqualTo("nano-banana-2");
        assertThat(answer.at("/images/0/content_type").asText()).isEqualTo("image/png");
    }

    @Test
    void answersWithAndWithoutTheSlashAfterTheBase() {
        assertThat(Client.send(client.post("", "{\"prompt\":\"x\"}")).status()).isEqualTo(200);
        assertThat(Client.send(client.post("/", "{\"prompt\":\"x\"}")).status()).isEqualTo(200);
    }

    @Test
    void letsThePromptRaiseTheCountUnlessItIsLimited() {
        assertThat(client.generate("{\"prompt\":\"three images of a cat\"}")
                        .json()
                        .get("images"))
                .hasSize(3);
        assertThat(client.generate("{\"prompt\":\"9 variations of a cat\"}")
                        .json()
                        .get("images"))
                .hasSize(4);
        assertThat(client.generate("{\"prompt\":\"three images of a cat\",\"limit_generations\":true}")
                        .json()
                        .get("images"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "prompt        | missing               | {}",
                "prompt        | missing               | {\"prompt\":null}",
                "prompt        | string_type           | {\"prompt\":7}",
                "prompt        | string_too_short      | {\"prompt\":\"  \"}",
                "model         | enum                  | {\"prompt\":\"x\",\"model\":\"dall-e\"}",
                "model         | string_type           | {\"prompt\":\"x\",\"model\":{}}",
                "aspect_ratio  | enum                  | {\"prompt\":\"x\",\"aspect_ratio\":\"7:5\"}",
                "aspect_ratio  | enum                  | {\"prompt\":\"x\",\"aspect_ratio\":\"auto\"}",
                "output_format | enum                  | {\"prompt\":\"x\",\"output_format\":\"gif\"}",
                "output_format | enum                  "
                        + "| {\"prompt\":\"x\",\"model\":\"simulated-sketch\",\"output_format\":\"webp\"}",
                "num_images    | greater_than_equal    | {\"prompt\":\"x\",\"num_images\":0}",
                "num_images    | less_than_equal       | {\"prompt\":\"x\",\"num_images\":5}",
                "num_images    | less_than_equal       | {\"prompt\":\"x\",\"num_images\":99999999999}",
                "num_images    | integer_type          | {\"prompt\":\"x\",\"num_images\":\"2\"}",
                "num_images    | integer_type          | {\"prompt\":\"x\",\"num_images\":1.5}",
                "limit_generations | boolean_type      | {\"prompt\":\"x\",\"limit_generations\":\"yes\"}"
            })
    void refusesAWrongFieldByName(String field, String type, String body) {
        Client.Reply reply = client.generate(body);

        assertThat(reply.status()).isEqualTo(422);
        JsonNode error = reply.json().at("/detail/0");
        assertThat(error.at("/loc/0").asText()).isEqualTo("body");
        assertThat(error.at("/loc/1").asText()).isEqualTo(field);
        assertThat(error.get("type").asText()).isEqualTo(type);
        assertThat(error.get("msg").asText()).isNotEmpty();
        assertThat(simulator.bill()).isEmpty();
    }

    @Test
    void reportsAllWrongFieldsAtOnce() {
        JsonNode detail = client.generate("{\"num_images\":9,\"output_format\":\"gif\"}")
                .json()
                .get("detail");

        assertThat(detail.findValuesAsText("type")).containsExactlyInAnyOrder("missing", "less_than_equal", "enum");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "[]", "\"x\"", "{\"prompt\":\"x\"", "{\"prompt\":\"x\"} more"})
    void refusesABodyThatIsNoObject(String body) {
        assertThat(client.generate(body).status()).isEqualTo(422);
    }

    @Test
    void refusesABodyThatIsNotDeclaredAsJson() {
        Client.Reply reply =
                Client.send(client.request("/").POST(HttpRequest.BodyPublishers.ofString("{\"prompt\":\"x\"}")));

        assertThat(reply.status()).isEqualTo(422);
    }

    @Test
    void refusesAModelThatIsNotAllowed() {
        Client.Reply reply = client.generate("{\"prompt\":\"x\",\"model\":\"simulated-exclusive\"}");

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.json().get("code").asText()).isEqualTo("FORBIDDEN");
    }

    @Test
    void editsAnImageOfTheHistory() {
        String source = client.images("a lighthouse", 1, "16:9", "png")
                .at("/images/0/image_id")
                .asText();
        String path =
                client.get("/history/" + source).json().get("output_image_url").asText();

        Client.Reply edited =
                client.edit("{\"prompt\":\"at night\",\"aspect_ratio\":\"auto\",\"image_urls\":[\"" + path + "\"]}");

        assertThat(edited.status()).isEqualTo(200);
        JsonNode image = edited.json().at("/images/0");
        assertThat(image.get("width").asDouble() / image.get("height").asDouble())
                .as("the source's ratio")
                .isBetween(1.6, 1.95);
        JsonNode row = client.get("/history/" + image.get("image_id").asText()).json();
        assertThat(row.at("/input_images/0").asText()).isEqualTo(path);
        assertThat(simulator.bill().get(1).operation()).isEqualTo(Operation.EDIT);
        assertThat(simulator.bill().get(1).inputImages()).containsExactly(path);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "500 | [\"https://app.neuroflash.com/api/ds-prototypes/image_generation/a/view\"]",
                "500 | [\"//elsewhere/api/ds-prototypes/image_generation/a/view\"]",
                "404 | [\"/api/ds-prototypes/image_generation/unknown/view\"]",
                "422 | [\"just-an-id\"]",
                "422 | [7]",
                "422 | []",
                "422 | \"/api/ds-prototypes/image_generation/a/view\"",
                "422 | null"
            })
    void refusesAnEditOfSomethingElse(int status, String urls) {
        Client.Reply reply = client.edit("{\"prompt\":\"x\",\"image_urls\":" + urls + "}");

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.json().has("detail")).isTrue();
        assertThat(simulator.bill()).isEmpty();
    }

    @Test
    void refusesAnEditByAModelThatCannot() {
        Client.Reply reply = client.edit(
                "{\"prompt\":\"x\",\"model\":\"simulated-sketch\",\"image_urls\":[\"/api/ds-prototypes/image_generation/a/view\"]}");

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.json().at("/detail/0/loc/1").asText()).isEqualTo("model");
    }
}
