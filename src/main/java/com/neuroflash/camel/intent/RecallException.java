package com.neuroflash.camel.intent;

/** Thrown when the ledger knows more of a prompt than this run of it: it is read again. */
final class RecallException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RecallException() {
        super("the ledger knows more of this prompt", null, false, false);
    }
}
