package com.neuroflash.camel.api;

import java.time.Duration;
import java.util.Optional;

/**
 * Thrown when the workspace's quota or plan does not allow a generation now: nothing was billed; it may succeed after the
 * quota's renewal or a change of plan.
 */
public final class QuotaException extends NeuroflashException {
    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    /**
     * See {@link NeuroflashException}.
     *
     * @param retryAfter how long the server asks to wait, already capped; null when it does not say
     */
    public QuotaException(
            String operation, int status, String serverMessage, String message, Duration retryAfter, Throwable cause) {
        super(operation, status, serverMessage, message, cause);
        this.retryAfter = retryAfter;
    }

    /** How long the server asks to wait, capped. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
