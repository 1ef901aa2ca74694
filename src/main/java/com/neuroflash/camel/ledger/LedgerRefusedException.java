package com.neuroflash.camel.ledger;

/** Thrown when the ledger must not be opened: its schema is newer, another process runs on it, or its URL is wrong. */
public final class LedgerRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LedgerRefusedException(String message) {
        super(message);
    }

    LedgerRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
