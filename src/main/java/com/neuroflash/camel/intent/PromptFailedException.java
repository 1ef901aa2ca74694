package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;

/** Thrown when a prompt is refused or fails for good; it tells its sender what to do. */
public final class PromptFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String whatToDo;

    /**
     * Keeps what the sender must know.
     *
     * @param reason what was found; never the prompt's text
     * @param status the HTTP status where there was one
     * @param whatToDo what the sender can do
     */
    public PromptFailedException(String reason, OptionalInt status, String whatToDo) {
        super(reason);
        this.status = status.orElse(0);
        this.whatToDo = requireNonNull(whatToDo, "whatToDo is null");
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
