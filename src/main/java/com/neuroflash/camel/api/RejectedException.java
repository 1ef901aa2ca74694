package com.neuroflash.camel.api;

/**
 * Thrown when a call was refused: nothing was billed, and the same call will not succeed.
 */
public final class RejectedException extends NeuroflashException {
    private static final long serialVersionUID = 1L;

    /** See {@link NeuroflashException}. */
    public RejectedException(String operation, int status, String serverMessage, String message, Throwable cause) {
        super(operation, status, serverMessage, message, cause);
    }
}
