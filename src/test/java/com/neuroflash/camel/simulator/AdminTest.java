package com.neuroflash.camel.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminTest {
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
    void takesListsAndClearsFaults() {
        Client.Reply taken = post("/admin/faults", """
                [{"operation":"generate","times":2,"fault":{"type":"status","status":503}},
                 {"operation":"view","probability":0.5,"fault":{"type":"latency","min":"500ms","max":"PT2S"}}]""");

        assertThat(taken.status()).isEqualTo(200);
        assertThat(client.generate("{\"prompt\":\"x\"}").status()).isEqualTo(503);
        JsonNode rules = Client.send(at("/admin/faults").GET()).json();
        assertThat(rules.at("/0/times").asInt()).isEqualTo(1);
        assertThat(rules.at("/0/fault/type").asText()).isEqualTo("status");
        assertThat(rules.at("/1/operation").asText()).isEqualTo("view");
        assertThat(simulator.faults().rules().get(1).fault())
                .isEqualTo(Fault.latency(Duration.ofMillis(500), Duration.ofSeconds(2)));
        assertThat(Client.send(at("/admin/faults").DELETE()).status()).isEqualTo(200);
        assertThat(simulator.faults().rules()).isEmpty();
    }

    @Test
    void givesFaultsBackAsItTakesThem() {
        simulator.faults().next(Operation.ALL, 3, Fault.together(Fault.dropAfterBilling(), new Fault.Stall(null)));
        simulator.faults().always(Operation.HISTORY, 0.25, new Fault.RepeatRows(2));

        String listed = Client.send(at("/admin/faults").GET()).body();

        assertThat(Faults.parse(listed)).isEqualTo(simulator.faults().rules());
    }

    @Test
    void explainsWrongFaults() {
        Client.Reply refused =
                post("/admin/faults", "{\"operation\":\"generate\",\"fault\":{\"type\":\"earthquake\"}}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().get("error").asText())
                .contains("latency {min, max, moment}", "drop {moment}", "the type 'earthquake'")
                .doesNotContain("com.neuroflash");
        assertThatThrownBy(() -> Faults.parse("{\"operation\":\"paint\",\"fault\":{\"type\":\"drop\"}}"))
                .hasMessageContaining("paint")
                .hasMessageContaining("generate");
        assertThatThrownBy(() -> Faults.parse("{\"fault\":{\"type\":\"latency\",\"min\":\"long\"}}"))
                .hasMessageContaining("500ms");
        assertThatThrownBy(() -> Faults.parse("{\"fault\":{\"type\":\"latency\"}}"))
                .hasMessageContaining("without min and max")
                .hasMessageEndingWith("latency {min, max, moment}");
        assertThatThrownBy(() -> Faults.parse("{\"fault\":{\"type\":\"truncate\",\"size\":1}}"))
                .hasMessageContaining("the field 'size'")
                .hasMessageEndingWith("truncate {whole_length}");
        assertThatThrownBy(() -> Faults.parse("{\"fault\":{}}")).hasMessageContaining("without type");
        assertThatThrownBy(() -> Faults.parse("nonsense")).hasMessageContaining("no JSON");
        assertThatThrownBy(() -> Faults.parse("{\"fault\":{\"type\":\"drop\"},\"probability\":2}"))
                .hasMessageContaining("probability");
        assertThatThrownBy(() -> Faults.parse("{\"times\":1}"))
                .hasMessageContaining("fault is null")
                .hasMessageNotContaining("com.neuroflash");
    }

    @Test
    void beginsWithTheFaultsOfItsSettings() {
        try (Simulator other = Simulator.start(SimulatorSettings.in(directory.resolve("other"))
                .withFaults(Faults.parse("{\"fault\":{\"type\":\"status\",\"status\":418}}")))) {
            assertThat(new Client(other).get("/models").status()).isEqualTo(418);
        }
    }

    @Test
    void listsTheBillAndTheRequests() {
        client.images("a lighthouse", 2, "1:1", "png");

        JsonNode batch = Client.send(at("/admin/bill").GET()).json().get(0);
        JsonNode requests = Client.send(at("/admin/requests").GET()).json();

        assertThat(batch.get("operation").asText()).isEqualTo("generate");
        assertThat(batch.get("prompt").asText()).isEqualTo("a lighthouse");
        assertThat(batch.get("image_ids")).hasSize(2);
        assertThat(batch.get("answer").asText()).isEqualTo("DELIVERED");
        assertThat(requests.get("generate").asInt()).isEqualTo(1);
        assertThat(simulator.bill().get(0).toString()).doesNotContain("lighthouse");
    }

    @Test
    void insertsAndDeletesRowsOfOthers() {
        Client.Reply inserted = post("/admin/history", "{\"user_id\":7,\"prompt\":\"foreign\",\"images\":2}");

        assertThat(inserted.status()).isEqualTo(200);
        assertThat(client.historyIds("")).hasSize(2);
        String id = inserted.json().at("/image_ids/0").asText();
        assertThat(Client.send(at("/admin/history/" + id).DELETE()).status()).isEqualTo(200);
        assertThat(Client.send(at("/admin/history/" + id).DELETE()).status()).isEqualTo(404);
        assertThat(client.historyIds("")).hasSize(1);
        assertThat(post("/admin/history", "{}").status()).isEqualTo(400);
    }

    private Client.Reply post(String path, String body) {
        return Client.send(at(path).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder at(String path) {
        return HttpRequest.newBuilder(client.at(path));
    }
}
