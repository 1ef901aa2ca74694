package com.neuroflash.camel.intent;

/** Thrown when a prompt comes to the billed call while the gate is closed; nothing was sent. */
final class GateClosedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GateClosedException(String reason) {
        super(reason, null, false, false);
    }
}
