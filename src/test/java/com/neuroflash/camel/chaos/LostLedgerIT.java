package com.neuroflash.camel.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.neuroflash.camel.billing.IntentState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ledger deleted, with images delivered and others billed and not yet delivered; then everything comes again. */
@Tag("chaos")
class LostLedgerIT {
    private static final int UNDELIVERED = 10;

    @TempDir
    private Path directory;

    @Test
    void billsNothingTwiceAfterALostLedgerIsRebuilt() throws IOException {
        int prompts = Scale.of(400, 60);
        try (Lab lab = new Lab(directory, "ledger deleted, all inputs dropped again", Scale.seed())) {
            Application application = lab.application();
            application.startAndAwait();
            lab.ask(0, prompts);
            lab.awaitSettled();
            lab.simulator().faults(FaultRules.of("view", 1, "{\"type\":\"latency\",\"min\":\"1h\"}"));
            lab.ask(prompts, UNDELIVERED);
            lab.awaitThat("all are billed", () -> lab.simulator().bill().size() == prompts + UNDELIVERED);
            application.kill();
            lab.simulator().clearFaults();

            deleteLedger();
            lab.inbox().dropAllAgain();
            application.start();

            assertThat(application.status()).as("status of the start").isEqualTo(1);
            assertThat(application.output()).contains("is empty, but images were delivered", "ledger rebuild");
            assertThat(lab.simulator().requests("generate")).isEqualTo(prompts + UNDELIVERED);
            Application.CommandResult rebuilt = application.command("ledger", "rebuild");
            assertThat(rebuilt.status()).as(rebuilt.output()).isZero();
            application.startAndAwait();
            lab.awaitSettled();
            Figures figures = lab.verify();
            assertThat(figures.billed()).as("billed").isEqualTo(prompts + UNDELIVERED);
            assertThat(lab.simulator().requests("generate")).as("POSTs").isEqualTo(prompts + UNDELIVERED);
            assertThat(lab.ledger().states())
                    .containsEntry(IntentState.DONE, (long) prompts)
                    .containsEntry(IntentState.HELD, (long) UNDELIVERED);
        }
    }

    private void deleteLedger() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> ledger = files.filter(
                            file -> file.getFileName().toString().startsWith("ledger.db"))
                    .toList();
            for (Path file : ledger) {
                Files.delete(file);
            }
        }
    }
}
