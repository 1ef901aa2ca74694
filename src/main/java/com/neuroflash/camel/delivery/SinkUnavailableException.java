package com.neuroflash.camel.delivery;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Locale;

/**
 * Thrown when a sink can't take an object now, which is no object's own fault: wait, and put the same again.
 */
public final class SinkUnavailableException extends DeliveryException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final String finding;

    /** Why a sink is away, as far as it is known. */
    public enum Reason {
        /** No space or no quota is left. */
        FULL("free some space"),
        /** The directory or bucket is not there. */
        MISSING("create or mount it, or correct its configured name"),
        /** A file is where the directory should be. */
        NO_DIRECTORY("put a directory in its place, or correct its configured name"),
        /** It is there and this process may not write to it. */
        REFUSED("give this process the right to write there"),
        /** A link leads out of the sink. */
        OUTSIDE("replace the link by a directory"),
        /** Anything else: a broken device, a network, an overloaded store. */
        FAILED("see to it; the same object can be put again");

        private final String advice;

        Reason(String advice) {
            this.advice = advice;
        }
    }

    SinkUnavailableException(Reason reason, String what, Throwable cause) {
        super("the sink can't take objects: " + what + "; " + reason.advice, cause);
        this.reason = reason;
        this.finding = what;
    }

    static SinkUnavailableException of(String sink, IOException failure) {
        return new SinkUnavailableException(reasonOf(failure), finding(sink, failure), failure);
    }

    /** What tells of the sink's own directory or of one below needs no other place. */
    private static String finding(String sink, IOException failure) {
        String words = FileTrouble.words(failure);
        return words.startsWith(sink) ? words : sink + ": " + words;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }

    /** What an operator can do about it. */
    public String advice() {
        return reason.advice;
    }

    /** What was found, without the advice. */
    String finding() {
        return finding;
    }

    static boolean isFull(IOException failure) {
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("no space left")
                || message.contains("quota exceeded")
                || message.contains("not enough space");
    }

    private static Reason reasonOf(IOException failure) {
        if (isFull(failure)) {
            return Reason.FULL;
        }
        if (failure instanceof NoSuchFileException) {
            return Reason.MISSING;
        }
        if (FileTrouble.isNoDirectory(failure)) {
            return Reason.NO_DIRECTORY;
        }
        boolean refused = failure instanceof AccessDeniedException
                || failure.getCause() instanceof ReadOnlyFileSystemException
                || String.valueOf(failure.getMessage()).contains("Read-only file system");
        return refused ? Reason.REFUSED : Reason.FAILED;
    }
}
