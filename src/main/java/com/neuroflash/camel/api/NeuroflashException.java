package com.neuroflash.camel.api;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;

/**
 * Thrown when a call to neuroflash did not succeed. The subtypes differ in what to do; none carries a token or the
 * prompt.
 */
public abstract sealed class NeuroflashException extends RuntimeException
        permits RejectedException,
                RetryLaterException,
                AuthenticationException,
                QuotaException,
                OutcomeUnknownException {
    private static final long serialVersionUID = 1L;

    private final String operation;
    private final int status;
    private final String serverMessage;

    /**
     * Keeps what is known of the failed call.
     *
     * @param operation the component's name for the call, such as {@code generate}
     * @param status the HTTP status, or 0 when none arrived
     * @param serverMessage the server's own words, or an empty text
     * @param message what happened and what to do
     */
    protected NeuroflashException(String operation, int status, String serverMessage, String message, Throwable cause) {
        super(message, cause);
        this.operation = requireNonNull(operation, "operation is null");
        this.status = status;
        this.serverMessage = requireNonNull(serverMessage, "serverMessage is null");
    }

    /** The component's name for the call, such as {@code generate}. */
    public String operation() {
        return operation;
    }

    /** The HTTP status, or empty when no answer arrived. */
    public OptionalInt status() {
        return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
    }

    /** The server's own words from any of the documented body shapes; may be empty. */
    public String serverMessage() {
        return serverMessage;
    }
}
