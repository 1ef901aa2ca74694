package com.neuroflash.camel.api;

/**
 * Thrown when no valid access token could be had, or a fresh one was refused: nothing was billed; see to the
 * credentials.
 */
public final class AuthenticationException extends NeuroflashException {
    private static final long serialVersionUID = 1L;

    /** See {@link NeuroflashException}. */
    public AuthenticationException(
            String operation, int status, String serverMessage, String message, Throwable cause) {
        super(operation, status, serverMessage, message, cause);
    }
}
