package com.neuroflash.camel.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** Thrown when a call gets an error instead of its result; carries the answer in one of the documented body shapes. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    private Refusal(Answer answer) {
        super("refused with " + answer.status(), null, false, false);
        this.answer = answer;
    }

    Answer answer() {
        return answer;
    }

    /** The gateway's shape. */
    static Refusal error(int status, String code, String message) {
        return new Refusal(Answer.json(status, Map.of("error", message, "code", code)));
    }

    /** The image service's shape. */
    static Refusal detail(int status, String message) {
        return new Refusal(Answer.json(status, Map.of("detail", message)));
    }

    static Refusal tooMany(String message, long retryAfterSeconds) {
        return new Refusal(Answer.json(429, Map.of("detail", message))
                .withHeader("Retry-After", Long.toString(Math.max(1, retryAfterSeconds))));
    }

    /** The image service's shape for fields that are wrong; like the real one it echoes the input. */
    static Refusal invalid(List<FieldError> errors) {
        return new Refusal(Answer.json(422, Map.of("detail", errors)));
    }

    /** One wrong field. */
    record FieldError(List<Object> loc, String msg, String type, JsonNode input) {
        static FieldError body(String field, String message, String type, JsonNode input) {
            return new FieldError(List.of("body", field), message, type, input);
        }
    }
}
