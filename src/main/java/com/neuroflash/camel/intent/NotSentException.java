package com.neuroflash.camel.intent;

/** Thrown at the last moment before a billed call's first byte; nothing was sent. */
final class NotSentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotSentException(String reason) {
        super(reason, null, false, false);
    }
}
