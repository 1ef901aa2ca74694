package com.neuroflash.camel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.neuroflash.camel.simulator.Fault;
import com.neuroflash.camel.simulator.Operation;
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

/** The route replay-dead-letters and the command that gives it its letters, beside a service and without one. */
class ReplayDeadLettersTest {
    private static final String REFUSED = "{\"promt\": \"a\"}";

    @TempDir
    private Path directory;

    private RunningService running;

    @BeforeEach
    void open() {
        running = new RunningService(directory).with("dead-letter.replay-interval", "50ms");
    }

    @AfterEach
    void close() {
        running.close();
    }

    @Test
    void deliversWhatIsPaidWithoutPayingAgain() throws Exception {
        running.start();
        running.simulator().faults().always(Operation.VIEW, 1, Fault.status(404));
        running.feed("m-1", "{\"prompt\": \"a mug\"}\n{\"prompt\": \"a cup\"}\n");
        running.simulator().faults().clear();

        JsonNode preview = json("replay", "send", "--dry-run");
        JsonNode sent = json("replay", "send", "--all");

        assertThat(preview.path("most_images").asInt()).isZero();
        assertThat(preview.path("paid_images").asInt()).isEqualTo(2);
        assertThat(sent.path("replayed").asInt()).isEqualTo(1);
        await().atMost(RunningService.PATIENCE)
                .untilAsserted(() -> assertThat(running.sidecars()).hasSize(2));
        awaitReplays();
        assertThat(running.simulator().bill()).hasSize(2);
        assertThat(letters()).isEmpty();
    }

    @Test
    void bringsBackWhatFailsAgainWithItsCountUntilItIsEnough() throws Exception {
        running.start();
        running.feed("m-1", REFUSED);
        for (int replay = 1; replay <= 3; replay++) {
            assertThat(run("replay", "send", "--reason", "PROMT").status()).isZero();
            int expected = replay;
            await().atMost(RunningService.PATIENCE).untilAsserted(() -> assertThat(letters())
                    .extracting(StoredLetter::replays)
                    .containsExactly(expected));
            awaitReplays();
        }

        CommandLineRun skipped = run("replay", "send", "--all");

        assertThat(skipped.status()).isEqualTo(1);
        assertThat(skipped.out()).contains("skipped: replayed 3 times already", "--force");
        assertThat(letters()).hasSize(1);
        Files.writeString(letters().get(0).body(), "{\"prompt\": \"a\"}");
        assertThat(run("replay", "send", "--all").status()).isZero();
        await().atMost(RunningService.PATIENCE)
                .untilAsserted(() -> assertThat(running.sidecars()).hasSize(1));
        awaitReplays();
        assertThat(letters()).isEmpty();
        assertThat(running.simulator().bill()).hasSize(1);
    }

    @Test
    void sendsAnewWhatTheServerHasRefusedAndAPersonHasCorrected() throws Exception {
        running.start();
        running.simulator().faults().next(Operation.GENERATE, 1, Fault.status(422));
        running.feed("m-1", "a mug");
        Files.writeString(letters().get(0).body(), "a cup");

        JsonNode sent = json("replay", "send", letters().get(0).name().substring(0, 12));

        assertThat(sent.at("/letters/0/sent").asInt()).isEqualTo(1);
        await().atMost(RunningService.PATIENCE)
                .untilAsserted(() -> assertThat(running.sidecars()).hasSize(1));
        assertThat(running.simulator().bill()).hasSize(1);
        awaitReplays();
        assertThat(letters()).isEmpty();
    }

    @Test
    void keepsTheCountOfAPromptThatComesBackUnderItsIntent() throws Exception {
        running.with("app.shutdown-timeout", "1s").start();
        running.simulator().faults().next(Operation.GENERATE, 1, Fault.status(422));
        running.feed("m-1", "a mug");
        running.simulator().faults().always(Operation.GENERATE, 1, Fault.tooManyRequests("1"));
        run("replay", "send", "--all");
        await().atMost(RunningService.PATIENCE)
                .until(() -> !running.service().pauseReason().isEmpty());
        running.stop();
        awaitReplays();
        assertThat(letters()).isEmpty();

        running.simulator().faults().clear();
        running.simulator().faults().always(Operation.GENERATE, 1, Fault.status(422));
        running.start();

        await().atMost(RunningService.PATIENCE)
                .untilAsserted(() -> assertThat(letters()).hasSize(1));
        assertThat(letters().get(0).messageId()).startsWith("intent-");
        assertThat(json("replay", "list").at("/letters/0/replays").asInt()).isEqualTo(1);
    }

    @Test
    void keepsForTheNextServiceWhatIsReleasedWithoutOne() throws Exception {
        running.start();
        running.simulator().faults().next(Operation.GENERATE, 1, Fault.status(422));
        running.feed("m-1", "a mug");
        running.stop();

        run("replay", "send", "--all");

        assertThat(run("replay").out()).contains("no dead letter", "1 more are being replayed, or wait");
        running.start();
        await().atMost(RunningService.PATIENCE)
                .untilAsserted(() -> assertThat(running.sidecars()).hasSize(1));
        awaitReplays();
        assertThat(running.simulator().bill()).hasSize(1);
    }

    @Test
    void dropsFilesOfTheInboxInAgain() throws Exception {
        running.start();
        running.simulator().faults().always(Operation.VIEW, 1, Fault.status(404));
        running.drop("mug.txt", "a mug");
        running.drop("wrong.json", REFUSED);
        await().atMost(RunningService.PATIENCE)
                .untilAsserted(() -> assertThat(running.failed()).hasSize(4));
        running.simulator().faults().clear();

        JsonNode sent = json("replay", "send", "--source", "inbox");

        assertThat(sent.path("replayed").asInt()).isEqualTo(2);
        assertThat(sent.path("paid_images").asInt()).isEqualTo(1);
        await().atMost(RunningService.PATIENCE)
                .untilAsserted(() -> assertThat(running.sidecars()).hasSize(1));
        assertThat(running.simulator().bill()).hasSize(1);
        await().atMost(RunningService.PATIENCE).untilAsserted(() -> assertThat(running.failed())
                .extracting(file -> file.getFileName().toString())
                .containsExactly("wrong.json", "wrong.json.error.json"));
        assertThat(json("replay", "list").at("/letters/0/replays").asInt()).isEqualTo(1);
        assertThat(run("replay", "send", "wrong", "--max-replays", "1").status())
                .isEqualTo(1);
    }

    @Test
    void putsBackWhatIsNoLetterAndGoesOn() throws Exception {
        Path broken = Files.createDirectories(directory.resolve("data/dead-letters/.replay/broken"));
        Files.writeString(broken.resolve("message.txt.letter.json"), "{}");
        running.start();
        running.feed("m-1", REFUSED);

        await().atMost(RunningService.PATIENCE)
                .untilAsserted(() -> assertThat(directory.resolve("data/dead-letters/broken"))
                        .exists());
        run("replay", "send", "--all");

        await().atMost(RunningService.PATIENCE)
                .untilAsserted(() ->
                        assertThat(letters()).extracting(StoredLetter::replays).containsExactly(1));
    }

    private void awaitReplays() {
        await().atMost(RunningService.PATIENCE)
                .until(() -> RunningService.filesBelow(directory.resolve("data/dead-letters/.replay"))
                        .isEmpty());
    }

    private List<StoredLetter> letters() {
        try {
            return new DirectoryDeadLetters(directory.resolve("data/dead-letters")).list();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private CommandLineRun run(String... arguments) {
        return CommandLineRun.of(directory, running.environment(), arguments);
    }

    private JsonNode json(String... arguments) {
        return CommandLineRun.json(directory, running.environment(), arguments).json();
    }
}
