package com.neuroflash.camel.prompt;

import static java.util.Objects.requireNonNull;

/**
 * One thing that is wrong with a prompt; it never repeats the prompt's text.
 *
 * @param field the field it is about, or {@code line}, {@code header} or {@code file} when it is about the whole
 * @param message what was expected and what was found, with the allowed values
 */
public record FieldProblem(String field, String message) {
    /** Checks that both are there. */
    public FieldProblem {
        requireNonNull(field, "field is null");
        requireNonNull(message, "message is null");
    }

    @Override
    public String toString() {
        return field + ": " + message;
    }
}
