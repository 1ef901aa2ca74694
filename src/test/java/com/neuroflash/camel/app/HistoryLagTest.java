package com.neuroflash.camel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.neuroflash.camel.billing.IntentState;
import com.neuroflash.camel.billing.LagStatistics;
import com.neuroflash.camel.ledger.Ledger;
import com.neuroflash.camel.ledger.LedgerSettings;
import com.neuroflash.camel.simulator.Fault;
import com.neuroflash.camel.simulator.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long the history was seen to take: what it did not show when it was asked, not what we did not ask. */
class HistoryLagTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

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
    void countsNoPauseOfOursAsItsLag() throws IOException {
        running.simulator().faults().next(Operation.GENERATION, 6, Fault.tooManyRequests("1"));
        running.start();

        running.drop("paused.txt", "A prompt whose history can't be asked for a while");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(running.done()).hasSize(1));
        assertThat(lags()).isEqualTo(new LagStatistics(Duration.ZERO, 1));
    }

    @Test
    void knowsTheLagOfAHistoryThatNeverShowedTheImage() throws IOException {
        running.simulator().faults().always(Operation.GENERATE, 1, new Fault.HistoryLag(Duration.ofHours(1)));
        running.with("neuroflash.history-deadline", "1s").start();

        running.drop("late.txt", "A prompt that the history does not show");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(running.done()).hasSize(1));
        assertThat(lags().worst()).isGreaterThan(Duration.ofSeconds(1));
    }

    @Test
    void endsWhatIsPaidWhenTheHistoryNeverTellsItsImages() throws IOException {
        running.simulator()
                .faults()
                .next(
                        Operation.GENERATE,
                        1,
                        Fault.together(
                                new Fault.NullIds(true, false),
                                new Fault.ImageUrl("none"),
                                new Fault.HistoryLag(Duration.ofHours(1))));
        running.with("neuroflash.history-deadline", "1s").start();

        running.drop("nameless.txt", "A prompt whose image nobody names");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(running.failed()).isNotEmpty());
        try (Ledger ledger = Ledger.open(command())) {
            assertThat(ledger.operator().totals().intents()).containsOnly(Map.entry(IntentState.FAILED, 1L));
        }
    }

    private LagStatistics lags() {
        try (Ledger ledger = Ledger.open(command())) {
            return ledger.settlement()
                    .lags(running.service().api().account(), Instant.now().minusSeconds(3600));
        }
    }

    private LedgerSettings command() {
        return new LedgerSettings(
                "jdbc:sqlite:" + directory.resolve("data/ledger.db"),
                Optional.empty(),
                Optional.empty(),
                2,
                Duration.ofSeconds(30),
                LedgerSettings.Access.COMMAND);
    }
}
