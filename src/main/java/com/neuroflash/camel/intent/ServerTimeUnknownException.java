package com.neuroflash.camel.intent;

/** Thrown when the server's time is not known well enough for a billed call; nothing was sent. */
final class ServerTimeUnknownException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ServerTimeUnknownException() {
        super("the server's time is not known well enough", null, false, false);
    }
}
