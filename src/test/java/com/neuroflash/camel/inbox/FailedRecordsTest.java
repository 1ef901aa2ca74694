package com.neuroflash.camel.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.neuroflash.camel.prompt.PromptLine;
import com.neuroflash.camel.prompt.PromptMessage;
import com.neuroflash.camel.source.LineFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Whatever a record looks like: with its intent it is the same prompt, and no other byte has changed. */
class FailedRecordsTest extends InboxTest {
    private final Random random = new Random(7);
    private final RandomRecords records = new RandomRecords(random);

    @Test
    void keepsEveryFailedLineTheSamePrompt() throws IOException {
        for (int round = 0; round < 150; round++) {
            boolean csv = random.nextBoolean();
            String name = "round-" + round + (csv ? ".csv" : ".jsonl");
            List<String> columns = records.columns();
            String mark = random.nextBoolean() ? "\uFEFF" : "";
            String head = csv ? String.join(",", columns) + records.end() : "";
            Map<Long, RandomRecords.Written> written = new TreeMap<>();
            Map<Long, String> ends = new TreeMap<>();
            Path file = drop(name, mark + head + lines(csv, columns, head, written, ends));
            Map<Long, LineFailure> failures = failures(written);

            List<PromptLine> before = read(file).stream()
                    .filter(line -> failures.containsKey(line.number()))
                    .toList();
            finished.finish(file, FileOutcome.of(0, List.copyOf(failures.values())));

            if (!failures.isEmpty()) {
                boolean newColumn = csv
                        && !head.contains("id")
                        && failures.values().stream()
                                .anyMatch(each -> each.intent().isPresent());
                StringBuilder expected = new StringBuilder(mark + (newColumn ? "id," : "") + head);
                failures.forEach((line, failure) -> expected.append(
                                newColumn && failure.intent().isEmpty() ? "," : "")
                        .append(written.get(line).with(failure.intent()))
                        .append(ends.get(line)));
                Path failed = inbox.resolve(".failed").resolve(name);
                assertThat(Files.readString(failed)).isEqualTo(expected.toString());
                assertSame(before, read(failed), failures);
                assertThat(read(failed).stream().map(line -> "" + line.number()))
                        .containsExactlyElementsOf(errors(name).findValuesAsText("failed_line"));
            }
        }
    }

    @Test
    void keepsEverySingleObjectTheSamePrompt() throws IOException {
        for (int round = 0; round < 150; round++) {
            String name = "round-" + round + ".json";
            String mark = random.nextBoolean() ? "\uFEFF" : "";
            RandomRecords.Written written = records.object("\n", "\r\n ");
            Path file = drop(name, mark + written.with(Optional.empty()));
            List<PromptLine> before = read(file);

            finished.finish(file, FileOutcome.of(0, List.of(known(1))));

            Path failed = inbox.resolve(".failed").resolve(name);
            assertThat(Files.readString(failed)).isEqualTo(mark + written.with(Optional.of(intent(1))));
            assertSame(before, read(failed), Map.of(1L, known(1)));
        }
    }

    private String lines(
            boolean csv,
            List<String> columns,
            String head,
            Map<Long, RandomRecords.Written> written,
            Map<Long, String> ends) {
        StringBuilder text = new StringBuilder();
        int left = 1 + random.nextInt(12);
        for (int index = 0; index < left; index++) {
            RandomRecords.Written record = csv ? records.row(columns) : records.object();
            long line = 1 + (head + text).chars().filter(each -> each == '\n').count();
            String end = index == left - 1 && random.nextBoolean() ? "" : records.end();
            written.put(line, record);
            ends.put(line, end);
            text.append(record.with(Optional.empty())).append(end);
            if (!end.isEmpty() && random.nextInt(5) == 0) {
                text.append(" \t").append(records.end());
            }
        }
        return text.toString();
    }

    private Map<Long, LineFailure> failures(Map<Long, RandomRecords.Written> written) {
        Map<Long, LineFailure> failures = new TreeMap<>();
        boolean anyIntents = random.nextInt(4) > 0;
        for (long line : written.keySet()) {
            if (random.nextInt(3) > 0) {
                failures.put(line, anyIntents && random.nextBoolean() ? known(line) : failure(line));
            }
        }
        return failures;
    }

    private static void assertSame(List<PromptLine> before, List<PromptLine> after, Map<Long, LineFailure> failures) {
        List<PromptMessage> expected = new ArrayList<>();
        for (PromptLine line : before) {
            PromptMessage message = ((PromptLine.Parsed) line).message();
            expected.add(new PromptMessage(
                    message.request(),
                    message.id().or(() -> failures.get(line.number()).intent()),
                    message.name(),
                    message.metadata(),
                    message.sink()));
        }
        assertThat(after).allMatch(PromptLine.Parsed.class::isInstance);
        assertThat(after.stream()
                        .map(PromptLine.Parsed.class::cast)
                        .map(PromptLine.Parsed::message)
                        .toList())
                .isEqualTo(expected);
    }
}
