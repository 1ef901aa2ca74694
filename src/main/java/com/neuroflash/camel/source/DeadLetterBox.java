package com.neuroflash.camel.source;

import java.io.IOException;

/** Stores what a source can't use: its message may be acknowledged afterwards. */
@FunctionalInterface
public interface DeadLetterBox {
    /**
     * Stores a letter durably; storing the same again leaves one.
     *
     * @return where it is, for the log
     * @throws IOException when it is not known to be stored; the message must come again
     */
    String store(DeadLetter letter) throws IOException;
}
