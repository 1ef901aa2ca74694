package com.neuroflash.camel.chaos;

/**
 * Something that does not hold.
 *
 * @param kind which identity it breaks
 * @param what in words, without any prompt's text
 */
record Violation(Kind kind, String what) {
    /** Which identity does not hold. */
    enum Kind {
        /** inputs = done + failed with a reason + held, place by place. */
        INPUT,
        /** Per intent at most one billed batch. */
        BILLED_TWICE,
        /** A billed batch belongs to exactly one intent, or a person is asked about it. */
        OWNERLESS_BATCH,
        /** No batch belongs to two. */
        SHARED_BATCH,
        /** Nothing is claimed that was not billed to us. */
        FOREIGN_CLAIM,
        /** No object is overwritten. */
        OVERWRITTEN,
        /** Ledger, sidecar and object tell the same of each delivered image. */
        SINK,
        /** Image objects + images of held or failed intents = billed images. */
        SUM
    }

    @Override
    public String toString() {
        return kind + ": " + what;
    }
}
