package com.neuroflash.camel.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FinishedFilesTest extends InboxTest {
    @Test
    void movesADeliveredFileToDone() throws IOException {
        Path file = drop("a.txt", "a fox");

        Optional<Path> target = finished.finish(file, FileOutcome.of(1, List.of()));

        assertThat(target).contains(inbox.resolve(".done/a.txt"));
        assertThat(tree()).containsExactly(entry(".done/a.txt", "a fox"));
    }

    @Test
    void movesARefusedSinglePromptToFailedWithItsReasons() throws IOException {
        Path file = drop("a.json", "{\"prompt\":\"\",\"size\":3}");

        finished.finish(file, FileOutcome.of(0, List.of(refusal(file))));

        assertThat(Files.readString(inbox.resolve(".failed/a.json"))).isEqualTo("{\"prompt\":\"\",\"size\":3}");
        JsonNode error = errors("a.json").get(0);
        assertThat(error.get("line").asInt()).isEqualTo(1);
        assertThat(error.has("failed_line")).isFalse();
        assertThat(error.get("status").isNull()).isTrue();
        assertThat(error.get("reason").asText()).startsWith("refused: size: is not a field of a prompt");
        assertThat(error.get("what_to_do").asText()).contains("send it again");
        assertThat(error.get("fields").findValuesAsText("field")).containsExactly("size", "prompt");
        assertThat(names()).containsExactly(".failed/a.json", ".failed/a.json.error.json");
    }

    @Test
    void writesOnlyTheFailedLinesReadyToBeDroppedInAgain() throws IOException {
        Path file = drop("a.csv", CSV);

        finished.finish(file, FileOutcome.of(2, List.of(failure(4))));

        assertThat(Files.readString(inbox.resolve(".done/a.csv"))).isEqualTo(CSV);
        assertThat(Files.readString(inbox.resolve(".failed/a.csv")))
                .isEqualTo("\uFEFFprompt,name\r\n\"two\r\nlines\",2\r\n");
        JsonNode error = errors("a.csv").get(0);
        assertThat(error.get("line").asInt()).isEqualTo(4);
        assertThat(error.get("failed_line").asInt()).isEqualTo(2);
        assertThat(error.get("status").asInt()).isEqualTo(422);
        assertThat(error.has("intent")).isFalse();
        assertThat(names()).containsExactly(".done/a.csv", ".failed/a.csv", ".failed/a.csv.error.json");
    }

    @Test
    void movesAWhollyUnreadableFileToFailed() throws IOException {
        Path file = drop("a.csv", "a red fox\n");

        finished.finish(file, FileOutcome.unreadable(refusal(file)));

        assertThat(names()).containsExactly(".failed/a.csv", ".failed/a.csv.error.json");
    }

    @Test
    void neverOverwritesWhatIsThere() throws IOException {
        for (int round = 1; round <= 3; round++) {
            finished.finish(
                    drop("a.b.jsonl", "{\"prompt\":\"" + round + "\"}"), FileOutcome.of(0, List.of(failure(1))));
            finished.finish(drop("c.txt", "" + round), FileOutcome.of(0, List.of(failure(1))));
            finished.finish(drop("noextension", "" + round), FileOutcome.of(1, List.of()));
        }

        assertThat(tree())
                .contains(
                        entry(".done/a.b.jsonl", "{\"prompt\":\"1\"}"),
                        entry(".done/a.b-2.jsonl", "{\"prompt\":\"2\"}"),
                        entry(".done/a.b-3.jsonl", "{\"prompt\":\"3\"}"),
                        entry(".failed/a.b-3.jsonl", "{\"prompt\":\"3\"}"),
                        entry(".failed/c.txt", "1"),
                        entry(".failed/c-2.txt", "2"),
                        entry(".done/noextension-3", "3"));
        assertThat(names())
                .contains(".failed/a.b-3.jsonl.error.json", ".failed/c-3.txt.error.json")
                .hasSize(18);
    }

    @Test
    void keepsEqualFailuresOfTwoFilesOfOneName() throws IOException {
        for (int round = 1; round <= 2; round++) {
            finished.finish(drop("a.txt", "a fox"), FileOutcome.of(0, List.of(failure(1))));
        }

        assertThat(names())
                .containsExactly(
                        ".failed/a-2.txt", ".failed/a-2.txt.error.json", ".failed/a.txt", ".failed/a.txt.error.json");
    }

    @Test
    void takesAFileThatIsGoneForFinished() throws IOException {
        assertThat(finished.finish(inbox.resolve("a.txt"), FileOutcome.of(1, List.of())))
                .isEmpty();
        assertThat(finished.finish(inbox.resolve("a.csv"), FileOutcome.of(1, List.of(failure(2)))))
                .isEmpty();

        assertThat(names()).isEmpty();
    }

    @Test
    void takesOnlyThePlainNameOfAFile() throws IOException {
        drop("a.txt", "a fox");

        assertThat(finished.finish(Path.of("/elsewhere/../a.txt"), FileOutcome.of(1, List.of())))
                .contains(inbox.resolve(".done/a.txt"));
        assertThatThrownBy(() -> finished.finish(Path.of("/elsewhere/.."), FileOutcome.of(1, List.of())))
                .hasMessageContaining("expected one directly in the inbox");
    }

    @Test
    void followsNoLinkOutOfTheInbox(@TempDir Path elsewhere) throws IOException {
        Files.createSymbolicLink(inbox.resolve(".done"), elsewhere);
        Path file = drop("a.txt", "a fox");

        assertThatThrownBy(() -> finished.finish(file, FileOutcome.of(1, List.of())))
                .hasMessageContaining("is not a directory; remove it");
        assertThat(file).exists();
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void shortensANameThatLeavesNoRoomForItsErrors() throws IOException {
        Path file = drop("ü".repeat(120) + ".csv", "prompt\na\n");

        finished.finish(file, FileOutcome.of(0, List.of(failure(2))));

        assertThat(names()).hasSize(3).allMatch(name -> name.contains(".csv"));
    }

    @Test
    void reportsWhatASlowWriterAddedAfterTheFileWasRead() throws IOException {
        Path file = drop("a.jsonl", "{\"prompt\":\"one\"}\n{\"prom");
        FileOutcome outcome = FileOutcome.of(1, List.of(refusal(file))).withBytesRead(Files.size(file));
        Files.writeString(file, "pt\":\"two\"}\n{\"prompt\":\"three\"}\n\n", StandardOpenOption.APPEND);

        finished.finish(file, outcome);

        assertThat(Files.readString(inbox.resolve(".failed/a.jsonl")))
                .isEqualTo("{\"prompt\":\"two\"}\n{\"prompt\":\"three\"}\n");
        assertThat(errors("a.jsonl").get(1).get("reason").asText()).isEqualTo("written after the file had been read");
        assertThat(errors("a.jsonl").get(1).get("line").asInt()).isEqualTo(3);
    }

    @Test
    void takesNoHarmFromALineEndThatCameLate() throws IOException {
        Path file = drop("a.txt", "a fox");
        FileOutcome outcome = FileOutcome.of(1, List.of()).withBytesRead(Files.size(file));
        Files.writeString(file, "\n", StandardOpenOption.APPEND);

        finished.finish(file, outcome);

        assertThat(names()).containsExactly(".done/a.txt");

        Path lines = drop("a.jsonl", "{\"prompt\":\"one\"}");
        outcome = FileOutcome.of(1, List.of()).withBytesRead(Files.size(lines));
        Files.writeString(lines, "\r\n", StandardOpenOption.APPEND);

        finished.finish(lines, outcome);

        assertThat(names()).containsExactly(".done/a.jsonl", ".done/a.txt");
    }

    @Test
    void saysThatOnlyTheBeginningOfASlowTextWasRead() throws IOException {
        Path file = drop("a.txt", "a red");
        FileOutcome outcome = FileOutcome.of(1, List.of()).withBytesRead(5);
        Files.writeString(file, " fox", StandardOpenOption.APPEND);

        finished.finish(file, outcome);

        assertThat(errors("a.txt").get(0).get("reason").asText()).contains("only the beginning");
    }
}
