package com.neuroflash.camel.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadContractTest {
    @TempDir
    Path directory;

    private Simulator simulator;
    private Client client;

    @BeforeEach
    void start() {
        simulator = Simulator.start(
                SimulatorSettings.in(directory).withFastImages(2_000).withUser("other-token", 42));
        client = new Client(simulator);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void listsModelsWithEveryDocumentedField() {
        Client.Reply reply = client.get("/models");

        JsonNode model = reply.json().get(0);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(model.fieldNames())
                .toIterable()
                .containsExactly(
                        "id",
                        "name",
                        "provider",
                        "description",
                        "capabilities",
                        "max_images",
                        "aspect_ratios",
                        "output_formats",
                        "allowed",
                        "order");
        assertThat(model.get("id").asText()).isEqualTo("nano-banana-2");
        assertThat(model.get("max_images").asInt()).isEqualTo(4);
        assertThat(reply.json().findValuesAsText("allowed")).contains("true", "false");
    }

    @Test
    void showsAnEntryWithEveryDocumentedField() {
        JsonNode answer = client.images("a lighthouse", 1, "4:3", "webp");
        String imageId = answer.at("/images/0/image_id").asText();

        JsonNode entry = client.get("/history/" + imageId).json();

        assertThat(entry.fieldNames())
                .toIterable()
                .containsExactly(
                        "output_image_id",
                        "batch_id",
                        "user_id",
                        "workspace_id",
                        "prompt",
                        "model",
                        "parameters",
                        "input_images",
                        "output_image_url",
                        "output_image_width",
                        "output_image_height",
                        "output_image_size",
                        "created_at");
        assertThat(entry.get("batch_id")).isEqualTo(answer.get("batch_id"));
        assertThat(entry.get("user_id").asLong()).isEqualTo(SimulatorSettings.DEFAULT_USER);
        assertThat(entry.get("workspace_id").asText()).isEqualTo(SimulatorSettings.DEFAULT_WORKSPACE);
        assertThat(entry.get("output_image_url").asText())
                .isEqualTo("/api/ds-prototypes/image_generation/" + imageId + "/view");
        assertThat(entry.get("output_image_size")).isEqualTo(answer.at("/images/0/file_size"));
        assertThat(entry.at("/parameters/output_format").asText()).isEqualTo("webp");
        assertThat(Instant.parse(entry.get("created_at").asText()))
                .isBetween(Instant.now().minusSeconds(60), Instant.now());
        assertThat(client.get("/history").json().get(0)).isEqualTo(entry);
    }

    @Test
    void pagesNewestFirst() {
        List<String> newestFirst = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            newestFirst.add(client.image("picture " + i));
        }
        Collections.reverse(newestFirst);

        assertThat(client.historyIds("")).isEqualTo(newestFirst);
        assertThat(client.historyIds("?limit=3")).isEqualTo(newestFirst.subList(0, 3));
        assertThat(client.historyIds("?limit=3&offset=3")).isEqualTo(newestFirst.subList(3, 6));
        assertThat(client.historyIds("?offset=6")).isEqualTo(newestFirst.subList(6, 7));
        assertThat(client.historyIds("?offset=7")).isEmpty();
    }

    @Test
    void givesAHundredRowsUnlessAskedForMore() {
        for (int i = 0; i < 26; i++) {
            client.images("picture " + i, 4, "1:1", "png");
        }

        assertThat(client.historyIds("")).hasSize(100);
        assertThat(client.historyIds("?limit=1000")).hasSize(104);
    }

    @Test
    void filtersByModel() {
        client.image("by the standard model");
        client.generate("{\"prompt\":\"x\",\"model\":\"nano-banana\"}");

        assertThat(client.historyIds("?model=nano-banana")).hasSize(1);
        assertThat(client.historyIds("?model=nano-banana-2")).hasSize(1);
        assertThat(client.historyIds("?model=unknown")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"limit,1001", "limit,0", "limit,ten", "offset,-1", "offset,x"})
    void refusesAWrongPage(String name, String value) {
        Client.Reply reply = client.get("/history?" + name + "=" + value);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.json().at("/detail/0/loc/0").asText()).isEqualTo("query");
        assertThat(reply.json().at("/detail/0/loc/1").asText()).isEqualTo(name);
    }

    @Test
    void deletesEntryAndImage() {
        String kept = client.image("kept");
        String gone = client.image("gone");

        Client.Reply reply = client.delete("/history/" + gone);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo("{}");
        assertThat(client.get("/history/" + gone).status()).isEqualTo(404);
        assertThat(client.view(gone).status()).isEqualTo(404);
        assertThat(client.delete("/history/" + gone).status()).isEqualTo(404);
        assertThat(client.historyIds("")).containsExactly(kept);
        assertThat(simulator.bill()).hasSize(2);
    }

    @Test
    void answersNotFoundForWhatIsNotThere() {
        assertThat(client.get("/history/unknown").json().get("detail").asText()).isEqualTo("Generation not found");
        assertThat(client.view("unknown").status()).isEqualTo(404);
        assertThat(client.get("/nothing").status()).isEqualTo(404);
        assertThat(client.get("/image_generation/models").status()).isEqualTo(404);
        assertThat(client.delete("/models").status()).isEqualTo(405);
    }

    @Test
    void showsTheRowsOfAllUsersOfTheWorkspace() {
        client.image("mine");
        String other = new Client(simulator, "other-token").image("other");

        JsonNode newest = client.get("/history").json().get(0);

        assertThat(newest.get("output_image_id").asText()).isEqualTo(other);
        assertThat(newest.get("user_id").asLong()).isEqualTo(42);
        assertThat(simulator.bill()).extracting(BilledBatch::userId).containsExactly(4711L, 42L);
    }

    @Test
    void takesRowsThatDidNotComeThroughTheApi() {
        String mine = client.image("mine");
        String old = simulator
                .insert(new ForeignGeneration(
                        7,
                        "of the web application",
                        "nano-banana",
                        Map.of("num_images", 1),
                        null,
                        1,
                        Optional.of(Instant.now().minus(Duration.ofDays(1)))))
                .get(0);
        String recent = simulator.insert(ForeignGeneration.of(7, "just now")).get(0);

        assertThat(client.historyIds("")).containsExactly(recent, mine, old);
        assertThat(client.view(old).status()).isEqualTo(200);
        assertThat(simulator.bill()).hasSize(1);
        assertThat(simulator.delete(old)).isTrue();
        assertThat(simulator.delete(old)).isFalse();
        assertThat(client.historyIds("")).containsExactly(recent, mine);
    }

    @Test
    void tellsTheServersTimeInEveryAnswer() {
        List<Client.Reply> replies = List.of(
                client.get("/models"),
                client.get("/nothing"),
                client.generate("{}"),
                Client.send(HttpRequest.newBuilder(simulator.tokenUrl()).POST(HttpRequest.BodyPublishers.noBody())));

        assertThat(replies).allSatisfy(reply -> assertThat(
                        ZonedDateTime.parse(reply.header("Date"), DateTimeFormatter.RFC_1123_DATE_TIME)
                                .toInstant())
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1)));
    }

    @Test
    void countsRequestsOfEachOperation() {
        client.get("/models");
        client.get("/models");
        client.generate("{}");

        assertThat(simulator.requests())
                .containsEntry(Operation.MODELS, 2L)
                .containsEntry(Operation.GENERATE, 1L)
                .containsEntry(Operation.ALL, 3L);
    }
}
