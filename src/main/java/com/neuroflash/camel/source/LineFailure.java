package com.neuroflash.camel.source;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.intent.PromptFailedException;
import com.neuroflash.camel.prompt.FieldProblem;
import com.neuroflash.camel.prompt.PromptLine;
import com.neuroflash.camel.prompt.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Why the prompt of one line was not delivered; goes into the {@code .error.json}.
 *
 * @param line the physical line, counted from 1, where the prompt begins
 * @param reason what happened, without the prompt's text
 * @param status the HTTP status, when one was answered
 * @param whatToDo what a person can do about it
 * @param intent the id under which the prompt is known, when it got that far
 * @param problems what is wrong field by field, when the prompt itself was refused
 */
public record LineFailure(
        long line,
        String reason,
        OptionalInt status,
        String whatToDo,
        Optional<String> intent,
        List<FieldProblem> problems) {

    /** Checks that all are there and copies the list. */
    public LineFailure {
        requireNonNull(reason, "reason is null");
        requireNonNull(status, "status is null");
        requireNonNull(whatToDo, "whatToDo is null");
        requireNonNull(intent, "intent is null");
        problems = List.copyOf(problems);
    }

    /** A failure of a prompt that was well formed. */
    public LineFailure(long line, String reason, OptionalInt status, String whatToDo, Optional<String> intent) {
        this(line, reason, status, whatToDo, intent, List.of());
    }

    /** A prompt that failed for good. */
    public static LineFailure of(long line, PromptFailedException failed) {
        return new LineFailure(
                line, failed.getMessage(), failed.status(), failed.whatToDo(), failed.intent(), failed.problems());
    }

    /** A prompt that was refused before anything was sent. */
    public static LineFailure of(PromptLine.Refused refused) {
        return refused(refused.number(), refused.refusal().problems());
    }

    /** A prompt whose values are not allowed. */
    public static LineFailure refused(long line, List<FieldProblem> problems) {
        Refusal refusal = new Refusal(problems, false);
        return new LineFailure(
                line,
                "refused: " + refusal.reason(),
                OptionalInt.empty(),
                Refusal.ADVICE,
                Optional.empty(),
                refusal.problems());
    }
}
