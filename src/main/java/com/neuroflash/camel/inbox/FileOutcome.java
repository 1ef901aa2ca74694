package com.neuroflash.camel.inbox;

import com.neuroflash.camel.source.LineFailure;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/**
 * What became of a file's prompts.
 *
 * @param delivered how many were delivered
 * @param parked how many the ledger keeps in its waiting room; for the inbox they have come to their end
 * @param failures those that were not, sorted by line
 * @param wholeFile whether the file could not be read at all, so that the failures are about it and not about lines
 * @param bytesRead how much of the file was read; what was written to it later is reported as failed
 */
public record FileOutcome(
        long delivered, long parked, List<LineFailure> failures, boolean wholeFile, OptionalLong bytesRead) {
    /** Copies and sorts the list. */
    public FileOutcome {
        failures = failures.stream()
                .sorted(Comparator.comparingLong(LineFailure::line))
                .toList();
    }

    /** All prompts came to an end, one by one. */
    public static FileOutcome of(long delivered, List<LineFailure> failures) {
        return of(delivered, 0, failures);
    }

    /** All prompts came to an end, one by one, or wait in the ledger. */
    public static FileOutcome of(long delivered, long parked, List<LineFailure> failures) {
        return new FileOutcome(delivered, parked, failures, false, OptionalLong.empty());
    }

    /** The file as a whole was refused. */
    public static FileOutcome unreadable(LineFailure failure) {
        return new FileOutcome(0, 0, List.of(failure), true, OptionalLong.empty());
    }

    /** The same outcome of a file of which so many bytes were read. */
    public FileOutcome withBytesRead(long bytes) {
        return new FileOutcome(delivered, parked, failures, wholeFile, OptionalLong.of(bytes));
    }

    /** The same outcome with other failures. */
    FileOutcome withFailures(List<LineFailure> others) {
        return new FileOutcome(delivered, parked, others, wholeFile, bytesRead);
    }

    /** How many prompts failed. */
    public int failed() {
        return failures.size();
    }
}
