package com.neuroflash.camel.intent;

/** How a prompt ends that somebody else works on, for a test of what its source does then. */
public final class Elsewhere {
    private Elsewhere() {}

    /** As the recall throws it. */
    public static PromptElsewhereException exception() {
        return new PromptElsewhereException();
    }
}
