package com.neuroflash.camel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A budget that no prompt fits into, and what becomes of those that wait for it. */
class SmallBudgetTest {
    @TempDir
    private Path directory;

    private RunningService running;

    @BeforeEach
    void open() {
        running = new RunningService(directory);
    }

    @AfterEach
    void close() {
        running.close();
    }

    @Test
    void saysWhichKeyToRaiseAndLetsGoAtTheNextStart() throws IOException {
        try (LogCapture log = LogCapture.of("com.neuroflash.camel.intent")) {
            running.with("budget.images-per-day", "1").start();
            running.drop("one.json", "{\"id\":\"one\",\"prompt\":\"a lighthouse at dawn\"}");
            running.drop("two.json", "{\"id\":\"two\",\"prompt\":\"a harbour at dusk\"}");
            await().atMost(RunningService.PATIENCE)
                    .untilAsserted(() -> assertThat(running.done()).hasSize(2));

            assertThat(log.count("may cost 4 images, budget.images-per-day is 1"))
                    .as("told once, not for each prompt")
                    .isEqualTo(1);
            assertThat(log.count("raise budget.images-per-day")).isEqualTo(1);
            assertThat(log.count("unless it gives num_images")).isEqualTo(1);
        }
        assertThat(list()).contains("the budget never allows it").containsPattern("prompts +2 parked");
        running.stop();

        running.with("budget.images-per-day", "").start();

        await().atMost(RunningService.PATIENCE)
                .untilAsserted(() -> assertThat(list()).containsPattern("prompts +2 done"));
        assertThat(running.images()).hasSize(2);
        assertThat(running.simulator().bill()).hasSize(2);
    }

    @Test
    void letsWhatFitsIntoTheBudgetGo() throws IOException {
        running.with("budget.images-per-day", "1").start();

        running.drop("one.json", "{\"prompt\":\"a lighthouse at dawn\",\"num_images\":1,\"limit_generations\":true}");

        await().atMost(RunningService.PATIENCE)
                .untilAsserted(() -> assertThat(running.images()).hasSize(1));
    }

    private String list() {
        return CommandLineRun.of(directory, running.environment(), "ledger", "list")
                .out();
    }
}
