package com.neuroflash.camel.intent;

/** Thrown when another process works on the prompt; its source asks the ledger again until that has come to an end. */
public final class PromptElsewhereException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PromptElsewhereException() {
        super("another process works on this prompt", null, false, false);
    }
}
