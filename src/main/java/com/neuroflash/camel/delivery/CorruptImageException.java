package com.neuroflash.camel.delivery;

import java.nio.file.Path;

/**
 * Thrown when bytes are not the image that was promised: view it again, it was billed and is still in the history.
 */
public final class CorruptImageException extends DeliveryException {
    private static final long serialVersionUID = 1L;

    private final String expected;
    private final String found;

    CorruptImageException(Path file, String expected, String found) {
        super(
                "image " + file.getFileName() + " is corrupt: expected " + expected + ", found " + found
                        + "; view it again",
                null);
        this.expected = expected;
        this.found = found;
    }

    /** What the bytes should have been. */
    public String expected() {
        return expected;
    }

    /** What they are. */
    public String found() {
        return found;
    }
}
