package com.neuroflash.camel.ledger;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Where a prompt came from, and what its sender said beside the request; kept for key and sidecar.
 *
 * @param source the configured source's name
 * @param file the prompt file's name
 * @param line the line in it, from 1
 * @param senderId the sender's own id
 * @param name the sender's wish for the object's name
 * @param metadata the sender's
 */
public record Origin(
        String source,
        Optional<String> file,
        OptionalLong line,
        Optional<String> senderId,
        Optional<String> name,
        Map<String, String> metadata) {
    /** Checks that all are there; sorts the metadata. */
    public Origin {
        requireNonNull(source, "source is null");
        requireNonNull(file, "file is null");
        requireNonNull(line, "line is null");
        requireNonNull(senderId, "senderId is null");
        requireNonNull(name, "name is null");
        metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
    }

    /** Of a source that says nothing more. */
    public static Origin of(String source) {
        return new Origin(source, Optional.empty(), OptionalLong.empty(), Optional.empty(), Optional.empty(), Map.of());
    }

    /** Names no text of the sender: it may be anything. */
    @Override
    public String toString() {
        return "Origin[" + source + ", metadata=" + metadata.size() + "]";
    }
}
