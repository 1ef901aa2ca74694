package com.neuroflash.camel.simulator;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body that can be streamed: its length and how to open it. */
record Content(long length, Opener opener) {
    /** Opens the bytes from their beginning. */
    interface Opener {
        InputStream open() throws IOException;
    }

    static Content of(byte[] bytes) {
        return new Content(bytes.length, () -> new ByteArrayInputStream(bytes));
    }
}
