package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.billing.Identity;
import com.neuroflash.camel.ledger.KnownIntent;
import com.neuroflash.camel.ledger.Reason;
import com.neuroflash.camel.prompt.FieldProblem;
import com.neuroflash.camel.prompt.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Thrown when a prompt is refused or fails for good; it tells its sender what to do. */
public final class PromptFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String whatToDo;
    private final String intent;
    private final transient List<FieldProblem> problems;

    /**
     * Keeps what the sender must know.
     *
     * @param reason what was found; never the prompt's text
     * @param status the HTTP status where there was one
     * @param whatToDo what the sender can do
     */
    public PromptFailedException(String reason, OptionalInt status, String whatToDo) {
        this(reason, status, whatToDo, null, List.of());
    }

    private PromptFailedException(
            String reason, OptionalInt status, String whatToDo, String intent, List<FieldProblem> problems) {
        super(reason);
        this.status = status.orElse(0);
        this.whatToDo = requireNonNull(whatToDo, "whatToDo is null");
        this.intent = intent;
        this.problems = List.copyOf(problems);
    }

    /** Of a message whose identity belongs to another prompt. */
    static PromptFailedException identityReused() {
        return new PromptFailedException(
                "identity reused: the id, or the place in the file, belongs to another prompt in the ledger",
                OptionalInt.empty(),
                "Nothing was billed. Give it an id of its own and send it again.",
                null,
                List.of(new FieldProblem("id", "belongs to another prompt in the ledger")));
    }

    /** Of a message that asks for what configuration does not allow. */
    static PromptFailedException refused(FieldProblem problem) {
        return refused(List.of(problem));
    }

    /** Of a message with fields that are not allowed. */
    static PromptFailedException refused(List<FieldProblem> problems) {
        Refusal refusal = new Refusal(problems, false);
        return new PromptFailedException(
                "refused: " + refusal.reason(), OptionalInt.empty(), Refusal.ADVICE, null, refusal.problems());
    }

    /** Of a prompt that a person has dropped. */
    static PromptFailedException givenUp(KnownIntent dropped) {
        return new PromptFailedException(
                "given up before: " + dropped.reason().map(Reason::text).orElse("kept in the ledger"),
                OptionalInt.empty(),
                "Give it an id of its own to send it anew.");
    }

    /** The same failure of a prompt that the ledger knows. */
    public PromptFailedException of(Identity known) {
        return new PromptFailedException(getMessage(), status(), whatToDo, known.asId(), problems());
    }

    /** The id under which the ledger knows the prompt, if it got that far. */
    public Optional<String> intent() {
        return Optional.ofNullable(intent);
    }

    /** What is wrong field by field, when the prompt itself was refused. */
    public List<FieldProblem> problems() {
        return problems == null ? List.of() : problems;
    }

    /** The HTTP status where there was one. */
    public OptionalInt status() {
        return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
    }

    /** What the sender can do. */
    public String whatToDo() {
        return whatToDo;
    }
}
