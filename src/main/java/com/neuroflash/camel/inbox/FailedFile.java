package com.neuroflash.camel.inbox;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.source.LineFailure;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * What failed of a file of the inbox, ready to be dropped in again.
 *
 * @param file where it lies
 * @param modified when its content was changed last; part of its prompts' identities
 * @param since since when it lies there
 * @param failures what its report tells; empty when it has none any more
 * @param settled whether the service has done with it
 */
public record FailedFile(Path file, Instant modified, Instant since, List<LineFailure> failures, boolean settled) {
    /** Checks that all are there and copies the list. */
    public FailedFile {
        requireNonNull(file, "file is null");
        requireNonNull(modified, "modified is null");
        requireNonNull(since, "since is null");
        failures = List.copyOf(failures);
    }

    /** Its name. */
    public String name() {
        return file.getFileName().toString();
    }

    /** What its prompts are known by when it is dropped in again under its name. */
    public InboxIdentities identities() {
        return new InboxIdentities(name(), modified);
    }
}
