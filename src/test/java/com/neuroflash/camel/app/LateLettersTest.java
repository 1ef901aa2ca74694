package com.neuroflash.camel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.neuroflash.camel.simulator.Fault;
import com.neuroflash.camel.simulator.Operation;
import com.neuroflash.camel.source.DeadLetter;
import com.neuroflash.camel.source.DirectoryDeadLetters;
import com.neuroflash.camel.source.StoredLetter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dead letters of prompts that fail when their messages are long acknowledged. */
class LateLettersTest {
    private static final String JSON = "application/json";

    @TempDir
    private Path directory;

    private Path letters;
    private LogCapture log;
    private RunningService running;

    @BeforeEach
    void postWhatFailsWhileNoLetterCanBeStored() throws Exception {
        letters = directory.resolve("data/dead-letters");
        running = new RunningService(directory)
                .with("http.prompts", "true")
                .with("app.http-port", "0")
                .with("pipeline.resume-interval", "100ms");
        running.simulator().faults().always(Operation.GENERATE, 1, Fault.status(422));
        log = LogCapture.of(LateLetters.class.getName());
        running.start();
        Files.createDirectories(letters.getParent());
        Files.writeString(letters, "no directory");

        PromptClient.of(running.service()).post(JSON, "{\"prompt\": \"a mug\", \"id\": \"order-1\"}");

        await().atMost(RunningService.PATIENCE).until(() -> log.count("can't be stored") == 1);
    }

    @AfterEach
    void close() {
        log.close();
        running.close();
    }

    @Test
    void areStoredWhenTheyCanBe() throws Exception {
        Files.delete(letters);

        awaitLetter();

        assertThat(running.simulator().bill()).isEmpty();
        assertThat(log.count("can't be stored")).isEqualTo(1);
    }

    @Test
    void areStoredByTheNextProcess() throws Exception {
        running.stop();
        running.simulator().faults().clear();
        Files.delete(letters);

        running.start();

        awaitLetter();
        assertThat(running.simulator().bill()).isEmpty();
    }

    private void awaitLetter() {
        await().atMost(RunningService.PATIENCE)
                .untilAsserted(() -> assertThat(stored()).hasSize(1));
        StoredLetter letter = stored().get(0);
        DeadLetter.Failed failed = letter.failures().get(0);
        assertThat(letter.source()).isEqualTo("http");
        assertThat(failed.failure().status()).hasValue(422);
        assertThat(failed.failure().whatToDo()).isNotBlank();
        assertThat(failed.attempts()).isEqualTo(1);
    }

    private List<StoredLetter> stored() {
        try {
            return new DirectoryDeadLetters(letters).list();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
