package com.neuroflash.camel.api;

import java.time.Duration;
import java.util.Optional;

/**
 * Thrown when a call was not billed and may succeed later: rate limit, API not reachable, a read that failed.
 */
public final class RetryLaterException extends NeuroflashException {
    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    /**
     * See {@link NeuroflashException}.
     *
     * @param retryAfter how long the server asks to wait, already capped; null when it does not say
     */
    public RetryLaterException(
            String operation, int status, String serverMessage, String message, Duration retryAfter, Throwable cause) {
        super(operation, status, serverMessage, message, cause);
        this.retryAfter = retryAfter;
    }

    /** How long the server asks to wait, capped. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
