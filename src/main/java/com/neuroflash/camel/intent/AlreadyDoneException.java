package com.neuroflash.camel.intent;

/** Thrown when the ledger knows a prompt as delivered: nothing is left to do. */
final class AlreadyDoneException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AlreadyDoneException() {
        super("delivered before", null, false, false);
    }
}
