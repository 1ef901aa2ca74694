package com.neuroflash.camel.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.neuroflash.camel.api.GenerationRequest;
import com.neuroflash.camel.prompt.PromptLine;
import com.neuroflash.camel.prompt.PromptMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadLettersTest extends InboxTest {
    private static final PromptMessage FOX = PromptMessage.of(GenerationRequest.of("a fox"));

    private DeadLetters letters;

    @BeforeEach
    void openLetters() {
        letters = finished.deadLetters();
    }

    @Test
    void writesOneObjectThatResumesUnderItsIntent() throws IOException {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("z", "");
        metadata.put("a", "\"ü🦊\"\n\\");
        GenerationRequest request = new GenerationRequest(
                "a \"red\"\r\n fox ",
                Optional.of(2),
                Optional.of("16:9"),
                Optional.of("png"),
                Optional.of("nano-banana-2"),
                Optional.of(false),
                List.of("image-1", "/api/x/view"));
        PromptMessage message = new PromptMessage(
                request, Optional.of("mine"), Optional.of("a name"), metadata, Optional.of("archive"));

        Path letter = letters.write("sub/a.b.csv", message, known(4));

        assertThat(letter).isEqualTo(inbox.resolve(".failed/a.b-line4.json"));
        assertThat(((PromptLine.Parsed) read(letter).get(0)).message())
                .isEqualTo(
                        new PromptMessage(request, Optional.of(intent(4)), message.name(), metadata, message.sink()));
        assertThat(Files.readString(letter)).doesNotContain("mine");
        JsonNode error = errors("a.b-line4.json").get(0);
        assertThat(error.get("line").asInt()).isEqualTo(4);
        assertThat(error.get("reason").asText()).isEqualTo("was refused by the server");
        assertThat(error.get("status").asInt()).isEqualTo(422);
        assertThat(error.get("what_to_do").asText()).isEqualTo("correct it");
        assertThat(error.get("intent").asText()).isEqualTo(intent(4));
        assertThat(names()).containsExactly(".failed/a.b-line4.json", ".failed/a.b-line4.json.error.json");
    }

    @Test
    void readsBackWhateverAPromptIs() throws IOException {
        RandomRecords records = new RandomRecords(new Random(3));
        for (int round = 0; round < 100; round++) {
            Path source = drop("source.json", records.object("\n").with(Optional.empty()));
            PromptMessage message = ((PromptLine.Parsed) read(source).get(0)).message();

            Path letter = letters.write("a.txt", message, known(round));

            assertThat(((PromptLine.Parsed) read(letter).get(0)).message())
                    .isEqualTo(new PromptMessage(
                            message.request(),
                            Optional.of(intent(round)),
                            message.name(),
                            message.metadata(),
                            message.sink()));
        }
    }

    @Test
    void leavesOneLetterWhenItIsWrittenAgain() throws IOException {
        Path first = letters.write("a.csv", FOX, known(4));
        Path second = new FinishedFiles(inbox).deadLetters().write("a.csv", FOX, known(4));

        assertThat(second).isEqualTo(first);
        assertThat(names()).containsExactly(".failed/a-line4.json", ".failed/a-line4.json.error.json");
    }

    @Test
    void leavesALetterThatSomebodyIsCorrecting() throws IOException {
        Path letter = letters.write("a.csv", FOX, known(4));
        Files.writeString(letter, "{\"prompt\":\"a better fox\"}");

        letters.write("a.csv", FOX, known(4));

        assertThat(Files.readString(letter)).isEqualTo("{\"prompt\":\"a better fox\"}");
        assertThat(names()).containsExactly(".failed/a-line4.json", ".failed/a-line4.json.error.json");
    }

    @Test
    void findsItsLetterThoughAnEarlierNameHasBecomeFree() throws IOException {
        Path other = letters.write("a.csv", FOX, failure(4, Optional.of("intent-other")));
        Path letter = letters.write("a.csv", FOX, known(4));
        Files.delete(other);
        Files.delete(inbox.resolve(".failed/a-line4.json.error.json"));

        assertThat(letters.write("a.csv", FOX, known(4))).isEqualTo(letter);
        assertThat(names()).containsExactly(".failed/a-line4-2.json", ".failed/a-line4-2.json.error.json");
    }

    @Test
    void overwritesNothingOfOthers() throws IOException {
        finished.finish(drop("a-line4.json", "{\"x\":1}"), FileOutcome.of(0, List.of(failure(1))));
        finished.finish(drop("a-line4-2.json", "{\"x\":2}"), FileOutcome.of(1, List.of()));
        Files.writeString(inbox.resolve(".failed/a-line4-3.json.error.json"), "not json");

        Path letter = letters.write("a.csv", FOX, known(4));

        assertThat(letter).isEqualTo(inbox.resolve(".failed/a-line4-4.json"));
        assertThat(tree())
                .contains(
                        entry(".failed/a-line4.json", "{\"x\":1}"),
                        entry(".done/a-line4-2.json", "{\"x\":2}"),
                        entry(".failed/a-line4-3.json.error.json", "not json"));
    }

    @Test
    void givesEachOfManyLettersAtOnceANameOfItsOwn() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Path>> writes = IntStream.range(0, 40)
                    .mapToObj(each -> (Callable<Path>) () -> new FinishedFiles(inbox)
                            .deadLetters()
                            .write("a.csv", FOX, failure(4, Optional.of("intent-" + each))))
                    .toList();
            Files.createDirectory(inbox.resolve(".failed"));
            for (Future<Path> write : threads.invokeAll(writes)) {
                assertThat(read(write.get())).hasSize(1);
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(names()).hasSize(80);
    }

    @Test
    void boundsTheNameAndKeepsTheLine() throws IOException {
        Path letter = letters.write("ü".repeat(120) + ".csv", FOX, known(1234567));

        assertThat(letter.getFileName().toString()).endsWith("-line1234567.json");
    }

    @Test
    void refusesAFailureWithoutIntent() {
        assertThatThrownBy(() -> letters.write("a.csv", FOX, failure(4))).hasMessageContaining("line 4 has no intent");
        assertThatThrownBy(() -> letters.write("/", FOX, known(4))).hasMessageContaining("expected the name of a file");
    }

    @Test
    void countsWhatTheLedgerKeeps() {
        FileOutcome outcome = FileOutcome.of(2, 3, List.of(failure(7))).withBytesRead(9);

        assertThat(outcome.parked()).isEqualTo(3);
        assertThat(outcome.withFailures(List.of()).parked()).isEqualTo(3);
        assertThat(FileOutcome.of(2, List.of()).parked()).isZero();
    }
}
