package com.neuroflash.camel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.neuroflash.camel.simulator.Fault;
import com.neuroflash.camel.simulator.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After a lost ledger was rebuilt from the sink, what was paid and never delivered is asked about, not paid again. */
class RebuiltLedgerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    private Path directory;

    private RunningService running;

    @BeforeEach
    void open() {
        running = new RunningService(directory)
                .with("app.shutdown-timeout", "1s")
                .with("neuroflash.response-timeout", "6s")
                .with("billing.generation-limit", "6s")
                .with("billing.history-lag", "1s")
                .with("billing.send-guard", "1s")
                .with("billing.settle-interval", "100ms");
    }

    @AfterEach
    void close() {
        running.close();
    }

    @Test
    void paysForNoPromptWhoseUnclaimedImageTheHistoryHolds() throws IOException {
        running.start();
        running.drop("delivered.txt", "A prompt that was delivered");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(running.sidecars()).hasSize(1));
        running.simulator().faults().always(Operation.VIEW, 1, Fault.status(503));
        running.drop("paid.txt", "A prompt that was paid and not delivered");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(running.simulator().bill()).hasSize(2));
        running.stop();
        loseLedger();
        running.simulator().faults().clear();

        CommandLineRun rebuilt = CommandLineRun.of(directory, running.environment(), "ledger", "rebuild");
        running.start();
        running.drop("new.txt", "A motif of which nothing is known");

        assertThat(rebuilt.status()).as(rebuilt.out() + rebuilt.error()).isZero();
        assertThat(rebuilt.out()).contains("not in the ledger: 1, images: 1");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(totals())
                .as("held, or adopted when it was made in the very moment")
                .containsPattern("prompts +(1 held, 2 done|3 done)"));
        assertThat(running.simulator().bill()).hasSize(3);
    }

    @Test
    void deliversWhatIsMissingOfAHalfDeliveredPromptOnceItsBatchIsAdopted() throws IOException {
        running.start();
        running.drop("four.json", "{\"prompt\":\"a lighthouse at dawn\",\"num_images\":4}");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(running.done()).hasSize(1));
        running.stop();
        loseLedger();
        String lost = running.sidecars().get(2).toString();
        Files.delete(Path.of(lost));
        Files.delete(Path.of(lost.substring(0, lost.length() - ".json".length())));

        CommandLineRun rebuilt = command("ledger", "rebuild");
        String intent = field(command("ledger", "list"), "([0-9a-f]{12})  held");
        String batch = field(command("ledger", "adopt", intent), "([0-9a-f-]{36})  4 ");
        CommandLineRun adopted = command("ledger", "adopt", intent, "--batch", batch);
        running.start();

        assertThat(rebuilt.out()).contains("some images are not in the sink, held");
        assertThat(adopted.status()).as(adopted.out() + adopted.error()).isZero();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(totals()).containsPattern("prompts +1 done"));
        assertThat(running.images()).hasSize(4);
        assertThat(running.sidecars()).hasSize(4).contains(Path.of(lost));
        assertThat(running.simulator().bill()).hasSize(1);
    }

    private void loseLedger() throws IOException {
        for (Path file : RunningService.filesBelow(directory.resolve("data"))) {
            if (file.getFileName().toString().startsWith("ledger.db")) {
                Files.delete(file);
            }
        }
    }

    private CommandLineRun command(String... arguments) {
        return CommandLineRun.of(directory, running.environment(), arguments);
    }

    private static String field(CommandLineRun run, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(run.out());
        assertThat(found.find()).as(run.out() + run.error()).isTrue();
        return found.group(1);
    }

    private String totals() {
        return CommandLineRun.of(directory, running.environment(), "ledger", "list")
                .out();
    }
}
