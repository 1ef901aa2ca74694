package com.neuroflash.camel.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.neuroflash.camel.prompt.FieldProblem;
import com.neuroflash.camel.prompt.PromptFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryDeadLettersTest {
    @TempDir
    private Path directory;

    private DirectoryDeadLetters letters;
    private ReplayDirectory replays;

    @BeforeEach
    void open() {
        letters = new DirectoryDeadLetters(directory.resolve("letters"));
        replays = new ReplayDirectory(directory.resolve("letters"));
    }

    @Test
    void keepsTheBodyAsReceivedAndWhatIsKnownOfIt() throws IOException {
        byte[] body = {'a', (byte) 0xff, 0, '\r', '\n'};
        LineFailure failure = new LineFailure(
                3,
                "refused",
                OptionalInt.of(422),
                "correct it",
                Optional.of("intent-1"),
                List.of(new FieldProblem("prompt", "is empty")));
        SourceMessage message = new SourceMessage("jms", "prompts", "ID:1", body, PromptFormat.JSONL, 2);

        letters.store(new DeadLetter(message, List.of(new DeadLetter.Failed(failure, 1, 4, 3))));

        StoredLetter stored = letters.list().get(0);
        assertThat(stored.body()).hasFileName("message.jsonl").hasBinaryContent(body);
        assertThat(stored.failures()).containsExactly(new DeadLetter.Failed(failure, 1, 4, 3));
        assertThat(stored.isEdited()).isFalse();
        SourceMessage again = stored.message();
        assertThat(again.body()).isEqualTo(body);
        assertThat(List.of(again.source(), again.place(), again.id())).containsExactly("jms", "prompts", "ID:1");
        assertThat(again.format()).isEqualTo(PromptFormat.JSONL);
        assertThat(again.replays()).isEqualTo(2);
    }

    @Test
    void leavesOneOfAMessageThatFailsAgainWithTheHighestCountAndTheBodyThatIsWorkedOn() throws IOException {
        letters.store(letter("ID:1", "a fox", 2, "first"));
        Files.writeString(letters.list().get(0).body(), "a red fox");

        letters.store(letter("ID:1", "a fox", 0, "second"));

        assertThat(letters.list()).hasSize(1);
        StoredLetter stored = letters.list().get(0);
        assertThat(reason(stored)).isEqualTo("second");
        assertThat(stored.replays()).isEqualTo(2);
        assertThat(stored.isEdited()).isTrue();
        assertThat(stored.message().body()).asString().isEqualTo("a red fox");
    }

    @Test
    void keepsTheBodyOfEachOfTwoMessagesWithOneId() throws IOException {
        letters.store(letter("ID:1", "a fox", 0, "refused"));

        letters.store(letter("ID:1", "a hare", 0, "refused too"));
        letters.store(letter("ID:1", "a hare", 0, "refused again"));

        List<StoredLetter> both = letters.list();
        assertThat(both)
                .extracting(letter -> Files.readString(letter.body()))
                .containsExactlyInAnyOrder("a fox", "a hare");
        assertThat(both)
                .extracting(DirectoryDeadLettersTest::reason)
                .containsExactlyInAnyOrder("refused", "refused again");
    }

    @Test
    void countsAnewAndReadsAnewWhatAPersonHasChanged() throws IOException {
        letters.store(letter("ID:1", "a fox", 3, "refused"));
        Files.writeString(letters.list().get(0).body(), "{\"prompt\": \"a\"}\n{\"prompt\": \"b\"}\n");

        SourceMessage message = letters.list().get(0).message();

        assertThat(message.format()).isEqualTo(PromptFormat.JSONL);
        assertThat(message.replays()).isZero();
    }

    @Test
    void overwritesNothingThatHasTheNameAlready() throws IOException {
        letters.store(letter("ID:1", "a fox", 0, "refused"));
        Path place = letters.list().get(0).directory();
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        for (boolean link : new boolean[] {false, true}) {
            DirectoryDeadLetters.remove(place);
            if (link) {
                Files.deleteIfExists(place);
                Files.createSymbolicLink(place, elsewhere);
            } else {
                Files.writeString(place, "somebody's");
            }

            letters.store(letter("ID:1", "a fox", 0, "refused"));

            assertThat(letters.list()).hasSize(1);
            assertThat(letters.list().get(0).name()).endsWith("-2");
        }
        assertThat(Files.isSymbolicLink(place)).isTrue();
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void showsNothingOfALetterThatWasBeingWrittenAndSweepsItLater() throws IOException {
        Path draft = Files.createDirectories(directory.resolve("letters/.draft-of-a-killed-process"));
        Files.writeString(draft.resolve("message.txt"), "a fox");
        Path young = Files.createDirectories(directory.resolve("letters/.draft-of-another-process"));
        Files.setLastModifiedTime(draft, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));

        letters.store(letter("ID:1", "a fox", 0, "refused"));

        assertThat(letters.list()).hasSize(1);
        assertThat(draft).doesNotExist();
        assertThat(young).exists();
    }

    @Test
    void takesNoDirectoryForALetterWhoseBodyOrReportIsGoneOrALink() throws IOException {
        for (String id : List.of("ID:1", "ID:2", "ID:3")) {
            letters.store(letter(id, "a fox", 0, "refused"));
        }
        List<StoredLetter> all = letters.list();
        Files.delete(all.get(0).body());
        Path body = all.get(1).body();
        Files.move(body, directory.resolve("body"));
        Files.createSymbolicLink(body, directory.resolve("body"));
        Files.writeString(all.get(2).directory().resolve("message.txt.letter.json"), "{}");

        assertThat(letters.list()).isEmpty();
    }

    @Test
    void storesTheSameFromManyThreadsAndProcessesOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<String>> stored = IntStream.range(0, 40)
                    .mapToObj(number -> threads.submit(() -> new DirectoryDeadLetters(directory.resolve("letters"))
                            .store(letter("ID:" + number % 2, "a fox", 0, "refused"))))
                    .toList();
            for (Future<String> each : stored) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(letters.list()).hasSize(2);
        try (Stream<Path> entries = Files.list(directory.resolve("letters"))) {
            assertThat(entries).hasSize(2);
        }
    }

    @Test
    void movesALetterToItsReplayAndBackIntoTheListWhenItFailsAgain() throws IOException {
        letters.store(letter("ID:1", "a fox", 0, "refused"));
        StoredLetter letter = letters.list().get(0);
        SourceMessage again = letter.message().replayed();

        assertThat(replays.begin(letter)).isTrue();
        assertThat(replays.begin(letter)).isFalse();

        assertThat(letters.list()).isEmpty();
        assertThat(replays.list()).hasSize(1);
        letters.store(new DeadLetter(again, failed("refused again")));
        replays.end(replays.list().get(0).directory());
        assertThat(replays.list()).isEmpty();
        assertThat(letters.list().get(0).replays()).isEqualTo(1);
        assertThat(reason(letters.list().get(0))).isEqualTo("refused again");
    }

    @Test
    void beginsNoSecondReplayOfAMessageAndLosesNoneOfTheLetters() throws IOException {
        letters.store(letter("ID:1", "a fox", 0, "refused"));
        replays.begin(letters.list().get(0));
        letters.store(letter("ID:1", "a fox", 0, "refused at its redelivery"));

        assertThat(replays.begin(letters.list().get(0))).isFalse();

        assertThat(letters.list()).hasSize(1);
        assertThat(replays.list()).hasSize(1);
    }

    @Test
    void writesAReportForPeople() throws IOException {
        String place = letters.store(letter("ID:1", "a fox", 1, "refused"));

        JsonNode report = new ObjectMapper().readTree(Path.of(place).toFile());

        assertThat(place).endsWith("message.txt" + DirectoryDeadLetters.REPORT);
        assertThat(report.path("replays").asInt()).isEqualTo(1);
        assertThat(report.at("/failures/0/what_to_do").asText()).isEqualTo("correct it");
    }

    private static DeadLetter letter(String id, String body, int replays, String reason) {
        return new DeadLetter(message(id, body, replays), failed(reason));
    }

    private static SourceMessage message(String id, String body, int replays) {
        return new SourceMessage(
                "jms", "prompts", id, body.getBytes(StandardCharsets.UTF_8), PromptFormat.TXT, replays);
    }

    private static List<DeadLetter.Failed> failed(String reason) {
        LineFailure failure = new LineFailure(1, reason, OptionalInt.empty(), "correct it", Optional.empty());
        return List.of(new DeadLetter.Failed(failure, 0, 0, 0));
    }

    private static String reason(StoredLetter letter) {
        return letter.failures().get(0).failure().reason();
    }
}
