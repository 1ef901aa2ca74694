package com.neuroflash.camel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.neuroflash.camel.simulator.Fault;
import com.neuroflash.camel.simulator.Operation;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the log says of a prompt whose answer is lost: that it waits and why, and how it ends. */
class LostAnswerLogTest {
    @TempDir
    private Path directory;

    private RunningService running;
    private LogCapture log;

    @BeforeEach
    void open() {
        log = LogCapture.ofInfo("com.neuroflash.camel");
        running = new RunningService(directory)
                .with("neuroflash.response-timeout", "2s")
                .with("billing.generation-limit", "2s")
                .with("billing.history-lag", "1s")
                .with("billing.send-guard", "1s")
                .with("billing.settle-interval", "100ms")
                .start();
    }

    @AfterEach
    void close() {
        running.close();
        log.close();
    }

    @Test
    void saysThatWhatWasBilledIsAdopted() throws IOException {
        running.drop("first.txt", "A prompt that tells who we are");
        await().atMost(RunningService.PATIENCE)
                .untilAsserted(() -> assertThat(running.images()).hasSize(1));
        running.simulator().faults().next(Operation.GENERATE, 1, Fault.dropAfterBilling());

        running.drop("lost.txt", "A prompt whose answer is lost");

        await().atMost(RunningService.PATIENCE)
                .untilAsserted(() -> assertThat(running.images()).hasSize(2));
        assertThat(log.count("lost.txt: 1 prompt waits in the ledger: it may have been billed; the history is asked"))
                .isEqualTo(1);
        assertThat(log.count("lost.txt:1 (")).isEqualTo(1);
        assertThat(log.count("found in the history: 1 image, adopted")).isEqualTo(1);
        assertThat(running.simulator().bill()).hasSize(2);
    }

    @Test
    void saysOnceThatAPersonIsAskedAndWhereToLook() throws IOException {
        running.simulator().faults().next(Operation.GENERATE, 1, Fault.dropBeforeBilling());

        running.drop("unsure.txt", "A prompt of which nothing can be known");

        await().atMost(RunningService.PATIENCE)
                .untilAsserted(() -> assertThat(log.count("is held for a person: no answered attempt"))
                        .isEqualTo(1));
        assertThat(log.count("see the command ledger show")).isEqualTo(1);
        assertThat(list()).containsPattern("prompts +1 held");
        running.stop();
        assertThat(log.count("stopped")).isEqualTo(1);
    }

    private String list() {
        return CommandLineRun.of(directory, running.environment(), "ledger", "list")
                .out();
    }
}
