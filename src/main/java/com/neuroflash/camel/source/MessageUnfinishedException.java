package com.neuroflash.camel.source;

/** Thrown when a message must come again: nothing of it may be acknowledged, and what is done of it is in the ledger. */
public final class MessageUnfinishedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MessageUnfinishedException(String reason) {
        super(reason, null, false, false);
    }
}
