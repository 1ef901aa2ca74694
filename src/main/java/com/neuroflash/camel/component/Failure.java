package com.neuroflash.camel.component;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/** A failure of a connection or of a file in words for people. */
final class Failure {
    private Failure() {}

    static String describe(IOException failure) {
        Throwable shown = failure instanceof RequestNotSentException ? failure.getCause() : failure;
        String message = shown.getMessage() == null ? "" : ": " + shown.getMessage();
        if (shown instanceof UnknownHostException) {
            return "its name is not known" + message;
        }
        if (shown instanceof SSLHandshakeException || shown instanceof SSLException && shown != failure) {
            return "no secure connection" + message;
        }
        if (shown instanceof FileSystemException file) {
            return describe(file);
        }
        if (shown instanceof InterruptedIOException) {
            return "it took too long" + message;
        }
        return message.isEmpty() ? "the connection broke" : shown.getMessage();
    }

    /** Without the path, which its message begins with or is. */
    private static String describe(FileSystemException failure) {
        if (failure instanceof AccessDeniedException) {
            return "this user may not write there";
        }
        if (failure instanceof NoSuchFileException) {
            return "it does not exist";
        }
        return failure.getReason() == null ? failure.getClass().getSimpleName() : failure.getReason();
    }
}
