package com.neuroflash.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.neuroflash.camel.billing.Account;
import com.neuroflash.camel.ledger.Ledger;
import com.neuroflash.camel.ledger.LedgerSettings;
import com.neuroflash.camel.simulator.Simulator;
import com.neuroflash.camel.simulator.SimulatorSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What replay and resubmit say that sending again costs, by the models, as the budget counts. */
class CommandCostTest {
    @TempDir
    private Path directory;

    private Simulator simulator;
    private Ledger ledger;

    @BeforeEach
    void open() {
        simulator = Simulator.start(SimulatorSettings.in(directory.resolve("simulator")));
        ledger = Ledger.open(
                LedgerSettings.of("jdbc:sqlite:" + directory.resolve("data/ledger.db"), LedgerSettings.Access.RUN));
    }

    @AfterEach
    void close() {
        ledger.close();
        simulator.close();
    }

    @Test
    void countsAsTheBudgetDoesAndTellsWhatIsRefusedAgain() throws IOException {
        failed("free.json", "{\"prompt\": \"m\"}");
        failed("limited.json", "{\"prompt\": \"m\", \"num_images\": 2, \"limit_generations\": true}");
        failed("small.json", "{\"prompt\": \"m\", \"model\": \"simulated-sketch\"}");
        failed("model.json", "{\"prompt\": \"m\", \"model\": \"dall-e\"}");
        failed("ratio.json", "{\"prompt\": \"m\", \"aspect_ratio\": \"7:3\"}");
        failed("many.json", "{\"prompt\": \"m\", \"num_images\": 99}");
        failed("sink.json", "{\"prompt\": \"m\", \"sink\": \"s3\"}");
        failed("field.json", "{\"promt\": \"m\"}");

        CommandLineRun run = run("replay", "send", "--dry-run");

        assertThat(run.out())
                .containsPattern("free.json +1 +4 images +0 +0 +0 +be replayed\n")
                .containsPattern("limited.json +1 +2 images +0 +0 +0 +be replayed\n")
                .containsPattern("small.json +1 +1 image +0 +0 +0 +be replayed\n")
                .containsPattern("model.json +1 +0 images +0 +0 +1 +be replayed, only to be refused again")
                .containsPattern("ratio.json +1 +0 images +0 +0 +1 ")
                .containsPattern("many.json +1 +0 images +0 +0 +1 ")
                .containsPattern("sink.json +1 +0 images +0 +0 +1 ")
                .containsPattern("field.json +1 +0 images +0 +0 +1 ")
                .contains("8 letters would be replayed: costs at most 7 images")
                .doesNotContain("could not be asked");
    }

    @Test
    void knowsWithoutTheServerWhichSinkIsNotAllowed() throws IOException {
        failed("sink.json", "{\"prompt\": \"m\", \"sink\": \"s3\"}");
        failed("model.json", "{\"prompt\": \"m\", \"model\": \"dall-e\"}");
        simulator.close();

        CommandLineRun run = run("replay", "send", "--dry-run");

        assertThat(run.out())
                .containsPattern("sink.json +1 +0 images +0 +0 +1 ")
                .containsPattern("model.json +1 +10 images +0 +0 +0 ")
                .contains("the models could not be asked", "counts as 10");
        JsonNode json = CommandLineRun.json(directory, environment(), "replay", "send", "--dry-run")
                .json();
        assertThat(json.path("caution").textValue()).contains("could not be asked");
    }

    @Test
    void tellsOfAResubmissionWhatTheBudgetWouldReserve() {
        KeptPrompt parked = new KeptPrompt(
                        new Account("127.0.0.1:" + simulator.port(), SimulatorSettings.DEFAULT_WORKSPACE),
                        "o",
                        "a mill")
                .parked(ledger);

        assertThat(run("ledger", "resubmit", parked.prefix(), "--dry-run").out())
                .contains("would cost at most 4 images; no earlier attempt");
        simulator.close();
        assertThat(run("ledger", "resubmit", parked.prefix(), "--dry-run").out())
                .contains("would cost at most 10 images (the models could not be asked");
    }

    @Test
    void asksTheBuiltInSimulatorsModelsBesideTheServiceThatHasIt() throws IOException {
        failed("free.json", "{\"prompt\": \"m\"}");
        try (Simulator running = Simulator.start(SimulatorSettings.in(directory.resolve("data/simulator")))) {
            assertThat(running.port()).isPositive();

            CommandLineRun run = CommandLineRun.of(directory, Map.of(), "replay", "send", "--dry-run");

            assertThat(run.out()).contains("costs at most 4 images").doesNotContain("could not be asked");
        }
    }

    private void failed(String name, String content) throws IOException {
        Path failed = Files.createDirectories(directory.resolve("data/inbox/.failed"));
        Files.writeString(failed.resolve(name), content);
        Files.writeString(
                failed.resolve(name + ".error.json"),
                "[{\"line\": 1, \"reason\": \"no\", \"status\": null, \"what_to_do\": \"correct it\"}]");
    }

    private CommandLineRun run(String... arguments) {
        return CommandLineRun.of(directory, environment(), arguments);
    }

    private Map<String, String> environment() {
        return Map.of(
                "NEUROFLASH_BASE_URL", simulator.baseUrl().toString(),
                "NEUROFLASH_WORKSPACE_ID", SimulatorSettings.DEFAULT_WORKSPACE,
                "NEUROFLASH_ACCESS_TOKEN", SimulatorSettings.DEFAULT_ACCESS_TOKEN);
    }
}
