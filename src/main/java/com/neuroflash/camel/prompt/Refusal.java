package com.neuroflash.camel.prompt;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Why a prompt is refused before anything is billed.
 *
 * @param problems everything that is wrong; at least one
 * @param wholeFile whether nothing of the file can be used, so that the file as a whole has failed
 */
public record Refusal(List<FieldProblem> problems, boolean wholeFile) {
    /** What a sender can do about one. */
    public static final String ADVICE = "Nothing was billed. Correct what is named and send it again.";

    /** Copies the list and checks that it names a problem. */
    public Refusal {
        problems = List.copyOf(problems);
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("problems is empty; a refusal names at least one");
        }
    }

    /** All problems in one sentence each, such as {@code num_images: expected a whole number ...}. */
    public String reason() {
        return problems.stream().map(FieldProblem::toString).collect(Collectors.joining("; "));
    }
}
