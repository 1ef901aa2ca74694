package com.neuroflash.camel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.neuroflash.camel.ledger.Ledger;
import com.neuroflash.camel.ledger.LedgerSettings;
import com.neuroflash.camel.simulator.Fault;
import com.neuroflash.camel.simulator.Operation;
import com.neuroflash.camel.simulator.Simulator;
import com.neuroflash.camel.simulator.SimulatorSettings;
import com.neuroflash.camel.source.DeadLetter;
import com.neuroflash.camel.source.DirectoryDeadLetters;
import com.neuroflash.camel.source.LineFailure;
import com.neuroflash.camel.source.SourceMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A replay by the packed jar whose service is killed in its middle. */
class ReplayIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration ON_ITS_WAY = Duration.ofMillis(300);
    private static final int MESSAGES = 30;
    private static final int FILES = 10;
    private static final int ALL = MESSAGES * 2 + FILES;

    @TempDir
    private Path directory;

    @Test
    void deliversEveryLetterOnceAndBillsItOnceWhenThePlugIsPulled() throws Exception {
        SimulatorSettings settings =
                SimulatorSettings.in(directory.resolve("simulator")).withFastImages(4_096);
        try (Simulator simulator = Simulator.start(settings)) {
            for (int message = 0; message < MESSAGES; message++) {
                letter("m-" + message);
            }
            for (int file = 0; file < FILES; file++) {
                failedFile("file-" + file + ".txt");
            }
            Map<String, String> environment = environment(simulator);
            simulator.faults().always(Operation.GENERATE, 1, Fault.latencyAfterBilling(ON_ITS_WAY));
            Ledger.open(LedgerSettings.of(
                            "jdbc:sqlite:" + directory.resolve("data/ledger.db"), LedgerSettings.Access.COMMAND))
                    .close();
            replay(environment, MESSAGES + FILES + " letters replayed");
            try (PackedJar killed = PackedJar.start(directory, environment)) {
                await().atMost(PATIENCE).until(() -> delivered().size() > ALL / 10);
                killed.kill();
            }
            simulator.faults().clear();
            try (PackedJar again = PackedJar.start(directory, environment)) {
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(delivered()).hasSize(ALL));
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                                RunningService.filesBelow(directory.resolve("data/dead-letters/.replay")))
                        .isEmpty());
                replay(environment, "0 letters replayed");
                again.terminate();
            }

            assertThat(simulator.bill()).hasSize(ALL);
            assertThat(new DirectoryDeadLetters(directory.resolve("data/dead-letters")).list())
                    .isEmpty();
        }
    }

    private void replay(Map<String, String> environment, String expected) throws Exception {
        try (PackedJar command = PackedJar.start(directory, environment, "replay", "send", "--all")) {
            assertThat(command.status()).as(command.output()).isZero();
            assertThat(command.output()).contains(expected);
        }
    }

    private void letter(String id) throws IOException {
        String body = "{\"prompt\": \"one of " + id + "\"}\n{\"prompt\": \"two of " + id + "\"}\n";
        new DirectoryDeadLetters(directory.resolve("data/dead-letters"))
                .store(new DeadLetter(
                        SourceMessage.of("jms", "prompts", id, body.getBytes(StandardCharsets.UTF_8)),
                        List.of(refused(1), refused(2))));
    }

    private static DeadLetter.Failed refused(long line) {
        LineFailure failure = new LineFailure(line, "refused", OptionalInt.of(422), "correct it", Optional.empty());
        return new DeadLetter.Failed(failure, 1, 0, 0);
    }

    private void failedFile(String name) throws IOException {
        Path failed = Files.createDirectories(directory.resolve("data/inbox/.failed"));
        Files.writeString(failed.resolve(name), "the prompt of " + name);
        Files.writeString(failed.resolve(name + ".error.json"), "[]");
    }

    private List<Path> delivered() {
        return RunningService.filesBelow(directory.resolve("data/outbox")).stream()
                .filter(file ->
                        file.toString().endsWith(".json") && !file.toString().contains(".incoming"))
                .toList();
    }

    private static Map<String, String> environment(Simulator simulator) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "NEUROFLASH_BASE_URL", simulator.baseUrl().toString(),
                "NEUROFLASH_WORKSPACE_ID", SimulatorSettings.DEFAULT_WORKSPACE,
                "NEUROFLASH_ACCESS_TOKEN", SimulatorSettings.DEFAULT_ACCESS_TOKEN));
        environment.put("PIPELINE_CONCURRENCY", "4");
        environment.put("BILLING_GENERATION_LIMIT", "8s");
        environment.put("NEUROFLASH_RESPONSE_TIMEOUT", "8s");
        environment.put("BILLING_HISTORY_LAG", "2s");
        environment.put("BILLING_SEND_GUARD", "5s");
        return environment;
    }
}
