package com.neuroflash.camel.prompt;

import java.util.List;

/** Thrown inside this package when a prompt can't be used; becomes a {@link Refusal}. */
final class RefusedPrompt extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<FieldProblem> problems;

    RefusedPrompt(List<FieldProblem> problems) {
        super(null, null, false, false);
        this.problems = List.copyOf(problems);
    }

    RefusedPrompt(String field, String message) {
        this(List.of(new FieldProblem(field, message)));
    }

    List<FieldProblem> problems() {
        return problems;
    }
}
