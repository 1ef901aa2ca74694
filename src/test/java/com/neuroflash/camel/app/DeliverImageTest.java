package com.neuroflash.camel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.neuroflash.camel.simulator.Fault;
import com.neuroflash.camel.simulator.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The route deliver-image: what is broken is downloaded again, what is paid is never lost. */
class DeliverImageTest {
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
    void downloadsAgainWhatArrivesBroken() throws IOException {
        running.simulator().faults().next(Operation.VIEW, 1, new Fault.Truncate(true));
        running.simulator().faults().next(Operation.VIEW, 1, new Fault.Corrupt(0));
        running.start();

        running.drop("broken.txt", "A prompt whose image arrives broken twice");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(running.images()).hasSize(1));
        assertThat(running.simulator().bill()).hasSize(1);
        assertThat(ImageIO.read(running.images().get(0).toFile())).isNotNull();
    }

    @Test
    void deliversToASinkOfTheUsersOwnAsTheReadmeShowsIt() throws IOException {
        String page = Files.readString(Path.of("routes/README.md"));
        int start = page.indexOf("```yaml") + "```yaml".length();
        Path own = Files.createDirectory(directory.resolve("routes")).resolve("deliver-to-archive.camel.yaml");
        Files.writeString(own, page.substring(start, page.indexOf("```", start)));
        Path archive = directory.resolve("archive");
        Files.createDirectory(directory.resolve("config"));
        Files.writeString(
                directory.resolve("config/application.properties"), "custom.archive-directory=" + archive + "\n");
        running.with("delivery.sink", "archive").start();

        running.drop("own.txt", "A prompt for a sink of the user's own");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(running.done()).hasSize(1));
        assertThat(RunningService.filesBelow(archive)).hasSize(2);
    }

    @Test
    void waitsForASinkThatIsAwayAndNeverGeneratesAgain() throws IOException {
        running.start();
        Path away = running.outbox().resolveSibling("unmounted");
        Files.move(running.outbox(), away);

        running.drop("sink.txt", "A prompt whose sink is away");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(running.service().pauseReason()).contains("sink not reachable"));
        assertThat(running.failed()).isEmpty();
        Files.move(away, running.outbox());
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(running.done()).hasSize(1));
        assertThat(running.images()).hasSize(1);
        assertThat(running.simulator().bill()).hasSize(1);
        assertThat(running.service().pauseReason()).isEmpty();
    }

    @Test
    void givesUpAnImageThatStaysBrokenAndSaysThatItIsPaid() throws IOException {
        running.simulator().faults().always(Operation.VIEW, 1, new Fault.Corrupt(0));
        running.with("pipeline.retries", "2").start();

        running.drop("broken.txt", "A prompt whose image stays broken");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(running.failed()).hasSize(2));
        assertThat(Files.readString(running.inbox().resolve(".failed/broken.json.error.json")))
                .contains("paid");
        assertThat(running.images()).isEmpty();
        assertThat(running.leftDownloads()).isEmpty();

        running.simulator().faults().clear();
        Files.move(
                running.inbox().resolve(".failed/broken.json"), running.inbox().resolve("again.json"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(running.images()).hasSize(1));
        assertThat(running.simulator().bill()).hasSize(1);
    }

    @Test
    void refusesAnOversizedImageAndDeliversTheOthersOfItsPrompt() throws IOException {
        running.simulator().faults().next(Operation.VIEW, 2, new Fault.Oversize(2_000_000, true));
        running.with("delivery.max-image-size", "1MB")
                .with("pipeline.retries", "1")
                .start();

        running.drop("two.json", "{\"prompt\": \"Two motifs\", \"num_images\": 2}");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(running.failed()).hasSize(2));
        assertThat(Files.readString(running.inbox().resolve(".failed/two.json.error.json")))
                .contains("1 of 2 paid images");
        assertThat(running.images()).hasSize(1);
    }
}
