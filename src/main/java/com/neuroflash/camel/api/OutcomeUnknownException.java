package com.neuroflash.camel.api;

/**
 * Thrown when a billed call's outcome is not known: it may have been billed, so it must not be sent again before the
 * history has been asked.
 */
public final class OutcomeUnknownException extends NeuroflashException {
    private static final long serialVersionUID = 1L;

    /** See {@link NeuroflashException}. */
    public OutcomeUnknownException(
            String operation, int status, String serverMessage, String message, Throwable cause) {
        super(operation, status, serverMessage, message, cause);
    }
}
