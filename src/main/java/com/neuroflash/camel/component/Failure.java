package com.neuroflash.camel.component;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** A failure of a connection or of a file in words for people. */
final class Failure {
    private Failure() {}

    static String describe(IOException failure) {
        Throwable shown = failure instanceof RequestNotSentException ? failure.getCause() : failure;
        String message = shown.getMessage() == null ? "" : ": " + shown.getMessage();
        if (shown instanceof UnknownHostException) {
            return "its name is not known" + message;
        }
        if (shown instanceof SSLException) {
            return "no secure connection" + message;
        }
        if (shown instanceof InterruptedIOException) {
            return "it took too long" + message;
        }
        return message.isEmpty() ? "the connection broke" : shown.getMessage();
    }
}
