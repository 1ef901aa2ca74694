package com.neuroflash.camel.inbox;

import com.neuroflash.camel.prompt.PromptFormat;
import com.neuroflash.camel.prompt.RawRecord;
import com.neuroflash.camel.prompt.RawRecords;
import com.neuroflash.camel.source.LineFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** What a slow writer added to a file after it had been read: reported as failed, because nobody has sent it. */
final class LateLines {
    private LateLines() {}

    /** The outcome with a failure for every line that was not read, or not to its end. */
    static FileOutcome report(Path file, PromptFormat format, FileOutcome outcome) throws IOException {
        if (outcome.wholeFile() || outcome.bytesRead().isEmpty()) {
            return outcome;
        }
        long read = outcome.bytesRead().getAsLong();
        long size = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .size();
        return size > read ? withLate(file, format, outcome, read) : outcome;
    }

    private static FileOutcome withLate(Path file, PromptFormat format, FileOutcome outcome, long read)
            throws IOException {
        Set<Long> known = outcome.failures().stream().map(LineFailure::line).collect(Collectors.toSet());
        List<LineFailure> failures = new ArrayList<>(outcome.failures());
        try (RawRecords records = RawRecords.open(file, format)) {
            for (Optional<RawRecord> next = records.next(); next.isPresent(); next = records.next()) {
                RawRecord record = next.get();
                if (isLate(record, read) && !record.isBlank() && !known.contains(record.line())) {
                    failures.add(failure(record.line(), record.offset() < read));
                }
            }
        }
        return outcome.withFailures(failures);
    }

    private static boolean isLate(RawRecord record, long read) {
        long length = record.flaw().isPresent() ? record.length() : lengthWithoutSpaces(record.content());
        return record.offset() + length > read;
    }

    /** A line end that came late changes no prompt. */
    private static int lengthWithoutSpaces(byte[] content) {
        int length = content.length;
        while (length > 0 && content[length - 1] >= 0 && content[length - 1] <= ' ') {
            length--;
        }
        return length;
    }

    private static LineFailure failure(long line, boolean begun) {
        return new LineFailure(
                line,
                "written after the file had been read" + (begun ? ", which took only the beginning of this line" : ""),
                OptionalInt.empty(),
                (begun
                                ? "what was there may have been sent and delivered: compare it with the outbox first; then "
                                : "nothing of it was sent; ")
                        + "drop it into the inbox again, written under another name and renamed when it is complete",
                Optional.empty());
    }
}
