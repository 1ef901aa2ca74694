package com.neuroflash.camel.source;

import java.io.IOException;
import org.slf4j.LoggerFactory;

/** Stores what a source can't use: its message may be acknowledged afterwards. */
@FunctionalInterface
public interface DeadLetterBox {
    /**
     * Stores a letter durably; storing the same again leaves one, where the box can tell.
     *
     * @return where it is, for the log
     * @throws IOException when it is not known to be stored; the message must come again
     */
    String store(DeadLetter letter) throws IOException;

    /** This box, and another for what it can't take: for letters whose message can't come again. */
    default DeadLetterBox orElse(DeadLetterBox other) {
        return letter -> {
            try {
                return store(letter);
            } catch (IOException away) {
                LoggerFactory.getLogger(DeadLetterBox.class)
                        .warn("{}; it is stored elsewhere instead", away.getMessage());
                return other.store(letter);
            }
        };
    }
}
