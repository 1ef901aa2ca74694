package com.neuroflash.camel.component;

import java.io.IOException;

/** A failure of the connection in words for people. */
final class Failure {
    private Failure() {}

    static String describe(IOException failure) {
        Throwable shown = failure instanceof RequestNotSentException ? failure.getCause() : failure;
        String message = shown.getMessage() == null ? "" : ": " + shown.getMessage();
        return shown.getClass().getSimpleName() + message;
    }
}
