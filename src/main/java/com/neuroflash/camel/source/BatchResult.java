package com.neuroflash.camel.source;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.intent.Counted;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What became of the prompts of a file or message.
 *
 * @param delivered how many have all their images delivered
 * @param deliveredBefore how many of those the ledger knew as delivered
 * @param parked how many the ledger keeps in its waiting room
 * @param waitsFor why those are kept, each reason once
 * @param failures of those that are refused or failed for good
 * @param unreadable why nothing more, or nothing at all, could be read
 * @param bytesRead how much was read
 * @param stopped whether the pipeline stopped before the last prompt had come to its end
 */
public record BatchResult(
        long delivered,
        long deliveredBefore,
        long parked,
        Collection<String> waitsFor,
        List<LineFailure> failures,
        Optional<LineFailure> unreadable,
        long bytesRead,
        boolean stopped) {
    private static final int MOST_REASONS = 3;

    /** Checks that all are there and copies the lists. */
    public BatchResult {
        waitsFor = List.copyOf(waitsFor);
        failures = List.copyOf(failures);
        requireNonNull(unreadable, "unreadable is null");
    }

    /** How many wait in the ledger, why, and where to look. */
    public String told() {
        String reasons = waitsFor.stream().limit(MOST_REASONS).collect(Collectors.joining("; "));
        return Counted.waiting(parked) + " in the ledger: " + reasons + (waitsFor.size() > MOST_REASONS ? "; ..." : "")
                + ". See the command ledger list";
    }
}
