package com.neuroflash.camel.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateTest {
    @TempDir
    Path directory;

    @Test
    void keepsHistoryImagesBillAndTokensThroughARestart() {
        String kept;
        byte[] bytes;
        List<BilledBatch> bill;
        JsonNode row;
        String token;
        try (Simulator simulator = Simulator.start(settings())) {
            Client client = new Client(simulator);
            kept = client.image("kept");
            client.delete("/history/" + client.image("deleted"));
            simulator.insert(ForeignGeneration.of(7, "foreign"));
            bytes = client.view(kept).bytes();
            row = client.get("/history/" + kept).json();
            bill = simulator.bill();
            token = token(simulator);
        }

        try (Simulator simulator = Simulator.start(settings())) {
            Client client = new Client(simulator, token);

            assertThat(client.historyIds("")).hasSize(2).contains(kept);
            assertThat(client.get("/history/" + kept).json()).isEqualTo(row);
            assertThat(client.view(kept).bytes()).isEqualTo(bytes);
            assertThat(simulator.bill()).isEqualTo(bill).hasSize(2);
        }
    }

    @Test
    void keepsTheUsedQuotaThroughARestart() {
        try (Simulator simulator = Simulator.start(settings().withQuota(1, 1))) {
            new Client(simulator).image("the only one");
        }

        try (Simulator simulator = Simulator.start(settings().withQuota(1, 1))) {
            assertThat(new Client(simulator).generate("{\"prompt\":\"x\"}").status())
                    .isEqualTo(429);
        }
    }

    @Test
    void cutsATornLastLineOff() throws IOException {
        try (Simulator simulator = Simulator.start(settings())) {
            new Client(simulator).image("whole");
        }
        Files.writeString(journal(), "{\"record\":\"added\",\"batch\":{\"bat", StandardOpenOption.APPEND);

        try (Simulator simulator = Simulator.start(settings())) {
            new Client(simulator).image("after");
        }

        try (Simulator simulator = Simulator.start(settings())) {
            assertThat(simulator.bill()).extracting(BilledBatch::prompt).containsExactly("whole", "after");
        }
    }

    @Test
    void refusesADamagedJournal() throws IOException {
        Files.writeString(journal(), "nonsense\n{\"record\":\"tokens-expired\"}\n");

        assertThatThrownBy(() -> Simulator.start(settings()))
                .isInstanceOf(UncheckedIOException.class)
                .hasStackTraceContaining("another data directory");
    }

    @Test
    void removesImagesThatWereNeverBilled() throws IOException {
        Path orphan = Files.createDirectories(directory.resolve("images")).resolve("orphan.png");
        Files.writeString(orphan, "left by a killed simulator");

        Simulator.start(settings()).close();

        assertThat(orphan).doesNotExist();
    }

    @Test
    void refusesADirectoryThatIsInUse() {
        try (Simulator simulator = Simulator.start(settings())) {
            assertThatThrownBy(() -> Simulator.start(settings()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("another directory");
            assertThat(new Client(simulator).get("/models").status()).isEqualTo(200);
        }
    }

    @Test
    void billsBeforeItAnswersEvenWhenItIsKilled() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SimulatorProcess.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> answered = new ArrayList<>();
        try {
            URI base = URI.create(process.inputReader().readLine());
            for (int i = 0; i < 20; i++) {
                answered.add(generate(base, i));
            }
        } finally {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }

        try (Simulator simulator = Simulator.start(settings())) {
            assertThat(simulator.bill()).extracting(BilledBatch::batchId).isEqualTo(answered);
            Client client = new Client(simulator);
            assertThat(client.historyIds(""))
                    .hasSize(20)
                    .allSatisfy(id -> assertThat(client.view(id).status()).isEqualTo(200));
        }
    }

    @Test
    void billsEachOfManyConcurrentRequestsOnceAndNeverBeyondTheQuota() {
        try (Simulator simulator = Simulator.start(
                SimulatorSettings.in(directory).withFastImages(2_000).withQuota(150, 1_000))) {
            Client client = new Client(simulator);
            List<CompletableFuture<Client.Reply>> replies = new ArrayList<>();

            for (int i = 0; i < 100; i++) {
                replies.add(Client.sendLater(client.post("/", "{\"prompt\":\"" + i + "\",\"num_images\":2}")));
            }

            List<String> batches = replies.stream()
                    .map(CompletableFuture::join)
                    .filter(reply -> reply.status() == 200)
                    .map(reply -> reply.json().get("batch_id").asText())
                    .toList();
            assertThat(simulator.bill())
                    .hasSize(75)
                    .extracting(BilledBatch::batchId)
                    .containsExactlyInAnyOrderElementsOf(batches);
            assertThat(simulator.bill())
                    .isSortedAccordingTo((a, b) -> a.billedAt().compareTo(b.billedAt()));
            assertThat(client.historyIds("?limit=1000")).hasSize(150);
        }
    }

    @Test
    void leavesNoThreadAndNoPortBehind() {
        Simulator simulator = Simulator.start(settings());
        Client client = new Client(simulator);
        simulator.faults().next(Operation.GENERATE, 1, Fault.latency(Duration.ofHours(1)));
        CompletableFuture<Client.Reply> waiting = Client.sendLater(client.post("/", "{\"prompt\":\"x\"}"));
        Awaitility.await().until(() -> simulator.requests().get(Operation.GENERATE) == 1);

        simulator.close();

        Awaitility.await().until(waiting::isCompletedExceptionally);
        assertThatThrownBy(() -> client.get("/models")).isInstanceOf(UncheckedIOException.class);
        Awaitility.await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("simulator-")));
    }

    @Test
    void storesNothingForAFastImage() throws IOException {
        try (Simulator simulator =
                Simulator.start(SimulatorSettings.in(directory).withFastImages(2_000))) {
            new Client(simulator).image("fast");
        }

        try (Stream<Path> files = Files.list(directory.resolve("images"))) {
            assertThat(files).isEmpty();
        }
    }

    private SimulatorSettings settings() {
        return SimulatorSettings.in(directory).withImagePixels(10_000);
    }

    private Path journal() {
        return directory.resolve("journal.jsonl");
    }

    private static String generate(URI base, int number) {
        Client.Reply reply = Client.send(HttpRequest.newBuilder(URI.create(base + "/"))
                .header("Authorization", "Bearer " + SimulatorSettings.DEFAULT_ACCESS_TOKEN)
                .header("x-workspace-id", SimulatorSettings.DEFAULT_WORKSPACE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"prompt\":\"picture " + number + "\"}")));
        return reply.json().get("batch_id").asText();
    }

    private static String token(Simulator simulator) {
        return Client.send(
                        HttpRequest.newBuilder(simulator.tokenUrl())
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                "grant_type=client_credentials&client_id=simulator-client&client_secret=simulator-secret&scope=openid")))
                .json()
                .get("access_token")
                .asText();
    }
}
