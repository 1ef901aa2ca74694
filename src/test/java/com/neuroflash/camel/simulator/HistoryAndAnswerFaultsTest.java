package com.neuroflash.camel.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryAndAnswerFaultsTest {
    private static final String BODY = "{\"prompt\":\" a cat \"}";

    @TempDir
    Path directory;

    private final SettableClock clock = new SettableClock("2026-11-22T10:00:00Z");
    private Simulator simulator;
    private Faults faults;
    private Client client;

    @BeforeEach
    void start() {
        simulator = Simulator.start(
                SimulatorSettings.in(directory).withFastImages(2_000).withClock(clock));
        faults = simulator.faults();
        client = new Client(simulator);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void lagsWithTheHistoryOfOneGeneration() {
        faults.next(Operation.GENERATE, 1, new Fault.HistoryLag(Duration.ofSeconds(30)));

        String late = client.image("late");
        String prompt = client.image("prompt");

        assertThat(client.historyIds("")).containsExactly(prompt);
        assertThat(client.get("/history/" + late).status()).isEqualTo(404);
        clock.advance(Duration.ofSeconds(30));
        assertThat(client.historyIds("")).containsExactly(prompt, late);
        assertThat(client.get("/history/" + late).status()).isEqualTo(200);
    }

    @Test
    void lagsWithTheWholeHistory() {
        String image = client.image("a cat");
        faults.always(Operation.HISTORY, 1, new Fault.HistoryLag(Duration.ofSeconds(30)));

        assertThat(client.historyIds("")).isEmpty();
        clock.advance(Duration.ofSeconds(31));
        assertThat(client.historyIds("")).containsExactly(image);
    }

    @Test
    void repeatsRowsOfThePageBefore() {
        List<String> rows = rows(6);
        faults.next(Operation.HISTORY, 1, new Fault.RepeatRows(2));

        assertThat(client.historyIds("?limit=3&offset=3")).isEqualTo(rows.subList(1, 4));
        assertThat(client.historyIds("?limit=3&offset=3")).isEqualTo(rows.subList(3, 6));
    }

    @Test
    void shufflesTheHistoryWithoutLosingRows() {
        List<String> rows = rows(12);
        faults.always(Operation.HISTORY, 1, new Fault.ShuffleRows());

        List<String> paged = new ArrayList<>(client.historyIds("?limit=5"));
        paged.addAll(client.historyIds("?limit=5&offset=5"));
        paged.addAll(client.historyIds("?limit=5&offset=10"));

        assertThat(paged).containsExactlyInAnyOrderElementsOf(rows).isNotEqualTo(rows);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7})
    void givesMoreOrFewerImagesThanAsked(int images) {
        faults.next(Operation.GENERATE, 1, new Fault.ImageCount(images));

        assertThat(client.images("a cat", 3, "1:1", "png").get("images")).hasSize(images);
        assertThat(simulator.bill().get(0).imageIds()).hasSize(images);
    }

    @Test
    void warnsInTheDetail() {
        faults.next(Operation.GENERATE, 1, new Fault.Detail("Almost no credits left"));

        assertThat(client.generate(BODY).json().get("detail").asText()).isEqualTo("Almost no credits left");
    }

    @Test
    void leavesIdsAndSizesOut() {
        faults.next(Operation.GENERATE, 1, Fault.together(new Fault.NullIds(true, true), new Fault.NullSizes()));
        faults.next(Operation.GENERATE, 1, new Fault.NullIds(false, true));

        JsonNode nothing = client.generate(BODY).json();
        JsonNode noBatch = client.generate(BODY).json();

        assertThat(nothing.get("batch_id").isNull()).isTrue();
        assertThat(nothing.get("images")).allSatisfy(image -> assertThat(
                        List.of("image_id", "file_name", "file_size", "width", "height"))
                .allSatisfy(field -> assertThat(image.get(field).isNull()).isTrue()));
        assertThat(noBatch.get("batch_id").isNull()).isTrue();
        assertThat(noBatch.at("/images/0/image_id").isTextual()).isTrue();
        assertThat(client.get("/history").json().get(0).get("batch_id").isTextual())
                .isTrue();
    }

    @Test
    void leavesIdsAndSizesOutOfTheHistory() {
        client.image("a cat");
        faults.next(Operation.HISTORY, 1, Fault.together(new Fault.NullIds(false, true), new Fault.NullSizes()));

        JsonNode row = client.get("/history").json().get(0);

        assertThat(row.get("batch_id").isNull()).isTrue();
        assertThat(row.get("output_image_width").isNull()).isTrue();
    }

    @Test
    void formsImageUrlsInEveryWay() {
        faults.next(Operation.GENERATE, 1, new Fault.ImageUrl("relative"));
        faults.next(Operation.GENERATE, 1, new Fault.ImageUrl("https://cdn.example.org"));
        faults.next(Operation.GENERATE, 1, new Fault.ImageUrl("none"));

        assertThat(url()).startsWith("/api/ds-prototypes/image_generation/");
        assertThat(url()).startsWith("https://cdn.example.org/api/ds-prototypes/image_generation/");
        assertThat(url()).isEqualTo("null");
        assertThat(url()).startsWith("http://127.0.0.1:" + simulator.port() + "/");
    }

    @Test
    void normalisesWhatTheHistoryShows() {
        faults.next(
                Operation.GENERATE,
                1,
                new Fault.Normalise(true, Map.of("aspect_ratio", "ratio"), List.of("limit_generations")));

        client.generate(BODY);

        JsonNode row = client.get("/history").json().get(0);
        assertThat(row.get("prompt").asText()).isEqualTo("a cat");
        assertThat(row.get("parameters").fieldNames())
                .toIterable()
                .containsExactly("num_images", "ratio", "output_format");
        assertThat(simulator.bill().get(0).prompt()).isEqualTo(" a cat ");
    }

    private String url() {
        return client.generate(BODY).json().at("/images/0/url").asText();
    }

    private List<String> rows(int count) {
        List<String> newestFirst = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            newestFirst.add(0, client.image("picture " + i));
        }
        return newestFirst;
    }
}
