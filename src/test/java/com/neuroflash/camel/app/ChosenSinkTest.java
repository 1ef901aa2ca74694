package com.neuroflash.camel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A prompt chooses among the sinks that its source may name, and keeps its choice. */
class ChosenSinkTest {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    private Path directory;

    private Path archive;
    private RunningService running;

    @BeforeEach
    void open() throws IOException {
        String page = Files.readString(Path.of("routes/README.md"));
        int start = page.indexOf("```yaml") + "```yaml".length();
        Path own = Files.createDirectory(directory.resolve("routes")).resolve("deliver-to-archive.camel.yaml");
        Files.writeString(own, page.substring(start, page.indexOf("```", start)));
        archive = directory.resolve("archive");
        running = new RunningService(directory).with("custom.archive-directory", archive.toString());
    }

    @AfterEach
    void close() {
        running.close();
    }

    @Test
    void deliversEachPromptToTheSinkThatItNames() throws IOException {
        running.with("delivery.sinks", "archive").with("inbox.sinks", "archive").start();

        running.drop("mixed.jsonl", """
                {"prompt": "one", "name": "unnamed"}
                {"prompt": "two", "name": "archived", "sink": "archive"}
                {"prompt": "three", "name": "usual", "sink": "directory"}
                """);
        running.drop("row.csv", "prompt,name,sink\nfour,row,archive\nfive,empty,\n");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(running.done()).hasSize(2));
        assertThat(names(running.images())).containsExactlyInAnyOrder("unnamed", "usual", "empty");
        assertThat(running.sidecars()).hasSize(3);
        assertThat(names(archived())).containsExactlyInAnyOrder("archived", "row");
        assertThat(RunningService.filesBelow(archive)).hasSize(4);
        CommandLineRun verified = CommandLineRun.of(
                directory, running.environment(), "ledger", "verify", "--set", "delivery.sinks=archive");
        assertThat(verified.status()).isZero();
        assertThat(verified.out())
                .containsPattern("equal +3 images with their sidecars")
                .contains("2 images were delivered to the sink archive, which can't be read or is not enabled: not"
                        + " compared");
    }

    @Test
    void refusesASinkThatItsSourceMayNotNameBeforeAnythingIsBilled() throws IOException {
        running.with("delivery.sinks", "archive").start();

        running.drop("refused.jsonl", """
                {"prompt": "one", "sink": "archive"}
                {"prompt": "two", "sink": "nowhere"}
                {"prompt": "three", "sink": "${env:HOME}"}
                """);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(running.failed()).hasSize(2));
        String told = Files.readString(running.inbox().resolve(".failed/refused.jsonl.error.json"));
        assertThat(told)
                .contains("sink: expected directory (more are allowed by delivery.sinks and inbox.sinks), found"
                        + " 'archive'")
                .contains("found 'nowhere'")
                .contains("found a text of 11 characters")
                .contains("Nothing was billed");
        assertThat(running.simulator().bill()).isEmpty();
    }

    @Test
    void keepsItsSinkWhateverIsConfiguredLater() throws IOException {
        Files.writeString(archive, "a file where the directory should be");
        running.with("delivery.sinks", "archive").with("inbox.sinks", "archive").start();
        running.drop("kept.json", "{\"prompt\": \"one\", \"name\": \"kept\", \"sink\": \"archive\"}");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(running.service().pauseReason()).contains("sink not reachable"));
        running.stop();
        Files.delete(archive);

        running.with("inbox.sinks", "").start();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(running.done()).hasSize(1));
        assertThat(names(archived())).containsExactly("kept");
        assertThat(running.images()).isEmpty();
        assertThat(running.simulator().bill()).hasSize(1);
    }

    @Test
    void failsWhileItsSinkIsNotEnabledAndGoesOnWhenItIs() throws IOException {
        Files.writeString(archive, "a file where the directory should be");
        running.with("delivery.sinks", "archive").with("inbox.sinks", "archive").start();
        running.drop("kept.json", "{\"prompt\": \"one\", \"name\": \"kept\", \"sink\": \"archive\"}");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(running.service().pauseReason()).contains("sink not reachable"));
        running.stop();
        Files.delete(archive);

        running.with("delivery.sinks", "").with("inbox.sinks", "").start();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(running.failed()).isNotEmpty());
        Path failed = running.failed().get(0);
        assertThat(Files.readString(failed.resolveSibling(failed.getFileName() + ".error.json")))
                .contains("its sink, archive, is no longer enabled")
                .contains("The image is paid for");
        assertThat(running.images()).isEmpty();
        running.stop();

        running.with("delivery.sinks", "archive").start();
        Files.move(failed, running.inbox().resolve("again.json"));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(names(archived())).containsExactly("kept"));
        assertThat(running.simulator().bill()).hasSize(1);
    }

    private List<Path> archived() {
        return RunningService.filesBelow(archive).stream()
                .filter(file -> !file.toString().endsWith(".json"))
                .toList();
    }

    /** What the prompts called their images. */
    private static List<String> names(List<Path> images) {
        return images.stream()
                .map(file -> file.getFileName().toString().split("-")[0])
                .toList();
    }
}
