package com.neuroflash.camel.ledger;

/**
 * Thrown when the ledger can't be read or written at present (disk full, database away, locked, failed over): nothing may
 * be sent; wait, and ask again. What was to be written may be taken as not committed: repeating the same call is safe.
 */
public final class LedgerUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what could not be reached. */
    public LedgerUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
