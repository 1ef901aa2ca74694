package com.neuroflash.camel.ledger;

/** Thrown to undo a transaction that claimed what is another attempt's. */
final class ClaimConflictException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String attemptId;

    ClaimConflictException(String attemptId) {
        super("claimed by another attempt than " + attemptId, null, false, false);
        this.attemptId = attemptId;
    }

    String attemptId() {
        return attemptId;
    }
}
