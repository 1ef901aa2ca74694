package com.neuroflash.camel.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What is answered: status, headers, body, and the batch that was billed for it. */
record Answer(int status, Map<String, String> headers, Content content, Optional<String> batchId) {
    static final String CONTENT_TYPE = "Content-Type";

    static Answer json(int status, Object body) {
        try {
            return of(status, "application/json", Content.of(Json.MAPPER.writeValueAsBytes(body)));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Answer of(int status, String contentType, Content content) {
        return new Answer(status, Map.of(CONTENT_TYPE, contentType), content, Optional.empty());
    }

    /** The answer that a fault puts in the place of the true one. */
    static Answer of(Fault.Status fault) {
        Content content = Content.of(fault.body().getBytes(StandardCharsets.UTF_8));
        Map<String, String> headers = new LinkedHashMap<>(fault.headers());
        headers.putIfAbsent(CONTENT_TYPE, fault.contentType());
        return new Answer(fault.status(), headers, content, Optional.empty());
    }

    Answer withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, more, content, batchId);
    }

    Answer withoutHeader(String name) {
        Map<String, String> fewer = new LinkedHashMap<>(headers);
        fewer.remove(name);
        return new Answer(status, fewer, content, batchId);
    }

    Answer withContent(Content other) {
        return new Answer(status, headers, other, batchId);
    }

    Answer billedAs(String id) {
        return new Answer(status, headers, content, Optional.of(id));
    }

    Answer billedAs(Answer other) {
        return new Answer(status, headers, content, other.batchId);
    }
}
