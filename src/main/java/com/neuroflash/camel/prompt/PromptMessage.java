package com.neuroflash.camel.prompt;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.api.GenerationRequest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a sender wrote: a request and what is only about its way.
 *
 * @param request what to generate or, with source images (ids, paths or URLs as written), to edit; without defaults
 * @param id the sender's own identity for this request
 * @param name a name for the object key; any text, not yet safe as a name of a file
 * @param metadata flat texts for the sidecar, in the order written
 * @param sink the sink that the sender chooses; not yet checked against what is allowed
 */
public record PromptMessage(
        GenerationRequest request,
        Optional<String> id,
        Optional<String> name,
        Map<String, String> metadata,
        Optional<String> sink) {

    /** Checks that all are there and copies the map, keeping its order. */
    public PromptMessage {
        requireNonNull(request, "request is null");
        requireNonNull(id, "id is null");
        requireNonNull(name, "name is null");
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        requireNonNull(sink, "sink is null");
    }

    /** A message that is nothing but its request. */
    public static PromptMessage of(GenerationRequest request) {
        return new PromptMessage(request, Optional.empty(), Optional.empty(), Map.of(), Optional.empty());
    }

    /** The same message with another request, such as one with defaults filled in. */
    public PromptMessage withRequest(GenerationRequest other) {
        return new PromptMessage(other, id, name, metadata, sink);
    }

    /** Names no text of the sender: prompts never reach a log. */
    @Override
    public String toString() {
        return "PromptMessage[request=" + request + ", metadata=" + metadata.size() + "]";
    }
}
