package com.neuroflash.camel.component;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** An answer that isn't a success, as far as it decides what to do. */
record Refusal(String operation, URI url, int status, String serverMessage, Optional<Duration> retryAfter) {
    Refusal {
        requireNonNull(operation, "operation is null");
        requireNonNull(serverMessage, "serverMessage is null");
    }

    /** What happened, without the query, which may carry a signature. */
    String describe() {
        String where = url.getScheme() + "://" + url.getRawAuthority() + url.getRawPath();
        return operation + ": HTTP " + status + " from " + where
                + (serverMessage.isEmpty() ? "" : ", which says \"" + serverMessage + "\"");
    }

    Duration waitOrNull() {
        return retryAfter.orElse(null);
    }

    boolean isRedirect() {
        return status >= 300 && status < 400;
    }
}
