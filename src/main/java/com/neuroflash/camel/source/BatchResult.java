package com.neuroflash.camel.source;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * What became of the prompts of a file or message.
 *
 * @param delivered how many have all their images delivered
 * @param deliveredBefore how many of those the ledger knew as delivered
 * @param parked how many the ledger keeps in its waiting room
 * @param failures of those that are refused or failed for good
 * @param unreadable why nothing more, or nothing at all, could be read
 * @param bytesRead how much was read
 * @param stopped whether the pipeline stopped before the last prompt had come to its end
 */
public record BatchResult(
        long delivered,
        long deliveredBefore,
        long parked,
        List<LineFailure> failures,
        Optional<LineFailure> unreadable,
        long bytesRead,
        boolean stopped) {
    /** Checks that all are there and copies the list. */
    public BatchResult {
        failures = List.copyOf(failures);
        requireNonNull(unreadable, "unreadable is null");
    }
}
