package com.neuroflash.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.neuroflash.camel.billing.Account;
import com.neuroflash.camel.billing.IntentState;
import com.neuroflash.camel.ledger.ImageState;
import com.neuroflash.camel.ledger.IntentRecord;
import com.neuroflash.camel.ledger.Ledger;
import com.neuroflash.camel.ledger.LedgerSettings;
import com.neuroflash.camel.simulator.Simulator;
import com.neuroflash.camel.simulator.SimulatorSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Adopting what a real server billed while its answer was lost. */
class LedgerAdoptTest {
    private static final String TEXT = "a lighthouse at dawn";

    @TempDir
    private Path directory;

    private Simulator simulator;
    private Ledger ledger;
    private KeptPrompt held;
    private String batchId;

    @BeforeEach
    void billWithoutAnAnswer() throws Exception {
        simulator = Simulator.start(
                SimulatorSettings.in(directory.resolve("simulator")).withFastImages(4_096));
        String url = "jdbc:sqlite:" + directory.resolve("data/ledger.db");
        ledger = Ledger.open(LedgerSettings.of(url, LedgerSettings.Access.RUN));
        held = new KeptPrompt(account(), "order-1", TEXT).held(ledger, Instant.now());
        generate("{\"prompt\":\"" + TEXT + "\",\"num_images\":2}");
        generate("{\"prompt\":\"something else\"}");
        batchId = simulator.bill().get(0).batchId();
    }

    @AfterEach
    void close() {
        ledger.close();
        simulator.close();
    }

    @Test
    void namesTheBatchesThatCouldBeIts() {
        CommandLineRun run = run("ledger", "adopt", held.prefix());

        assertThat(run.status()).isZero();
        assertThat(run.out())
                .containsPattern(batchId + "  2 ")
                .doesNotContain(simulator.bill().get(1).batchId());
        JsonNode json = CommandLineRun.json(directory, environment(), "ledger", "adopt", held.prefix())
                .json();
        assertThat(json.at("/candidates/0/batch_id").textValue()).isEqualTo(batchId);
        assertThat(json.at("/candidates/0/image_ids")).hasSize(2);
    }

    @Test
    void givesTheBatchToThePrompt() {
        CommandLineRun run = run("ledger", "adopt", held.prefix(), "--batch", batchId);

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("(answered): adopted the batch " + batchId + " of 2 images");
        IntentRecord intent = ledger.load(held.identity()).orElseThrow();
        assertThat(intent.state()).isEqualTo(IntentState.ANSWERED);
        assertThat(intent.billed().orElseThrow().batchId()).contains(batchId);
        assertThat(intent.images()).extracting(image -> image.state()).containsOnly(ImageState.PENDING);
        assertThat(intent.images())
                .extracting(image -> image.seen().imageId().orElseThrow())
                .containsExactlyInAnyOrderElementsOf(simulator.bill().get(0).imageIds());
        assertThat(simulator.bill()).hasSize(2);
    }

    @Test
    void givesNoBatchTwice() {
        KeptPrompt twin = new KeptPrompt(account(), "order-2", "something quite else").held(ledger, Instant.now());
        run("ledger", "adopt", held.prefix(), "--batch", batchId);

        CommandLineRun run = run("ledger", "adopt", twin.prefix(), "--batch", batchId, "--other-prompt");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("nothing was changed", "another intent's");
        assertThat(run("ledger", "adopt", twin.prefix()).out()).contains("no unclaimed batch of this prompt");
        assertThat(ledger.load(twin.identity()).orElseThrow().state()).isEqualTo(IntentState.HELD);
    }

    @Test
    void takesABatchOfAnotherPromptOnlyWhenToldSo() {
        String other = simulator.bill().get(1).batchId();

        CommandLineRun refused = run("ledger", "adopt", held.prefix(), "--batch", other);

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.error())
                .contains("with another prompt", "--other-prompt")
                .doesNotContain("something else");
        assertThat(run("ledger", "adopt", held.prefix(), "--batch", other, "--other-prompt")
                        .status())
                .isZero();
    }

    @Test
    void saysWhatIsWrongWithABatchOrAnAccount() {
        assertThat(run("ledger", "adopt", held.prefix(), "--batch", "no-such").error())
                .contains("the history shows no batch no-such");
        assertThat(run("ledger", "adopt", held.prefix(), "--set", "neuroflash.workspace-id=other")
                        .error())
                .contains("expected the configuration of the account that was billed", "workspace other");
        KeptPrompt parked = new KeptPrompt(account(), "order-9", "a harbour").parked(ledger);
        assertThat(run("ledger", "adopt", parked.prefix(), "--batch", batchId).error())
                .contains("so no batch can be its");
    }

    private CommandLineRun run(String... arguments) {
        return CommandLineRun.of(directory, environment(), arguments);
    }

    private Account account() {
        return new Account("127.0.0.1:" + simulator.baseUrl().getPort(), SimulatorSettings.DEFAULT_WORKSPACE);
    }

    private Map<String, String> environment() {
        return Map.of(
                "NEUROFLASH_BASE_URL", simulator.baseUrl().toString(),
                "NEUROFLASH_WORKSPACE_ID", SimulatorSettings.DEFAULT_WORKSPACE,
                "NEUROFLASH_ACCESS_TOKEN", SimulatorSettings.DEFAULT_ACCESS_TOKEN);
    }

    private void generate(String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(simulator.baseUrl() + "/"))
                .header("Authorization", "Bearer " + SimulatorSettings.DEFAULT_ACCESS_TOKEN)
                .header("x-workspace-id", SimulatorSettings.DEFAULT_WORKSPACE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<Void> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
        assertThat(response.statusCode()).isEqualTo(200);
    }
}
