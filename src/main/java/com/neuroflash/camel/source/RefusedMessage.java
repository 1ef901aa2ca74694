package com.neuroflash.camel.source;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.prompt.FieldProblem;

/**
 * A message whose prompts can't be read because of what its source found; it is stored as a dead letter.
 *
 * @param message with as much of its body as the source could take
 * @param problem what was expected and what was found
 */
public record RefusedMessage(SourceMessage message, FieldProblem problem) {
    /** Checks that both are there. */
    public RefusedMessage {
        requireNonNull(message, "message is null");
        requireNonNull(problem, "problem is null");
    }
}
