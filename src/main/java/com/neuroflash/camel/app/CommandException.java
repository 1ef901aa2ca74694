package com.neuroflash.camel.app;

/** Thrown when a command can't do its work; the message says what was expected, what was found, what to do. */
final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CommandException(String message) {
        super(message);
    }
}
