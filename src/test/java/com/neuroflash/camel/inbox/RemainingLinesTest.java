package com.neuroflash.camel.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.neuroflash.camel.prompt.PromptLine;
import com.neuroflash.camel.prompt.PromptReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RemainingLinesTest extends InboxTest {
    @Test
    void leavesOnlyUnfinishedLinesInTheInbox() throws IOException {
        Path file = drop("a.csv", CSV);

        finished.keepRemaining(file, FileOutcome.of(1, List.of(failure(4))), line -> line == 2);

        assertThat(Files.readString(file)).isEqualTo("\uFEFFprompt,name\r\nthree,3\r\n");
        assertThat(Files.readString(inbox.resolve(".failed/a.csv")))
                .isEqualTo("\uFEFFprompt,name\r\n\"two\r\nlines\",2\r\n");
        assertThat(names()).containsExactly(".failed/a.csv", ".failed/a.csv.error.json", "a.csv");
    }

    @Test
    void movesAFileOfWhichNothingRemains() throws IOException {
        Path file = drop("a.jsonl", "{}\n{}\n");

        finished.keepRemaining(file, FileOutcome.of(2, List.of()), line -> true);

        assertThat(names()).containsExactly(".done/a.jsonl");
    }

    @Test
    void leavesASinglePromptInTheInbox() throws IOException {
        Path file = drop("a.txt", "a fox");

        finished.keepRemaining(file, FileOutcome.of(0, List.of()), line -> false);

        assertThat(names()).containsExactly("a.txt");
    }

    @Test
    void keepsFailuresOfEqualLinesFromTwoStops() throws IOException {
        Path file = drop("a.jsonl", "{\"x\":1}\n{}\n{\"x\":1}\n");

        finished.keepRemaining(file, FileOutcome.of(0, List.of(failure(1))), line -> false);
        assertThat(Files.readString(file)).isEqualTo("{}\n{\"x\":1}\n");
        finished.keepRemaining(file, FileOutcome.of(0, List.of(failure(2))), line -> false);

        assertThat(Files.readString(file)).isEqualTo("{}\n");
        assertThat(Files.readString(inbox.resolve(".failed/a.jsonl"))).isEqualTo("{\"x\":1}\n");
        assertThat(Files.readString(inbox.resolve(".failed/a-2.jsonl"))).isEqualTo("{\"x\":1}\n");
    }

    @Test
    void splitsAnyFileIntoWhatFailedAndWhatRemainsByteForByte() throws IOException {
        Random random = new Random(42);
        for (int round = 0; round < 40; round++) {
            boolean csv = random.nextBoolean();
            Path file = inbox.resolve("round-" + round + (csv ? ".csv" : ".jsonl"));
            RandomLines lines = RandomLines.write(random, csv, file);
            Set<Long> failed = new TreeSet<>();
            Set<Long> delivered = new TreeSet<>();
            lines.raw().keySet().forEach(line -> List.of(failed, delivered, new TreeSet<Long>())
                    .get(random.nextInt(3))
                    .add(line));
            Set<Long> remaining = new TreeSet<>(lines.raw().keySet());
            remaining.removeAll(failed);
            remaining.removeAll(delivered);

            finished.keepRemaining(
                    file,
                    FileOutcome.of(
                            delivered.size(),
                            failed.stream().map(InboxTest::failure).toList()),
                    delivered::contains);

            if (!failed.isEmpty()) {
                Path failedFile = inbox.resolve(".failed").resolve(file.getFileName());
                assertThat(Files.readAllBytes(failedFile)).isEqualTo(lines.only(failed));
                assertThat(lineNumbers(failedFile))
                        .isEqualTo(failedLines(file.getFileName().toString()));
            }
            if (!remaining.isEmpty()) {
                assertThat(Files.readAllBytes(file)).isEqualTo(lines.only(remaining));
            }
        }
    }

    private static List<Long> lineNumbers(Path file) throws IOException {
        List<Long> numbers = new ArrayList<>();
        try (PromptReader reader = PromptReader.open(file)) {
            for (Optional<PromptLine> line = reader.next(); line.isPresent(); line = reader.next()) {
                numbers.add(line.get().number());
            }
        }
        return numbers;
    }

    private List<Long> failedLines(String name) throws IOException {
        List<Long> numbers = new ArrayList<>();
        errors(name).forEach(error -> numbers.add(error.get("failed_line").asLong()));
        return numbers;
    }
}
