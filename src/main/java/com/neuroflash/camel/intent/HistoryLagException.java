package com.neuroflash.camel.intent;

/** Thrown when the history does not show a paid image yet; nothing is wrong, it is looked for again. */
final class HistoryLagException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HistoryLagException(String what) {
        super(what, null, false, false);
    }
}
