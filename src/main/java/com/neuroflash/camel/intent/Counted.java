package com.neuroflash.camel.intent;

/** Numbers of things, for people. */
public final class Counted {
    private Counted() {}

    /** Such as {@code 1 image} or {@code 2 images}. */
    public static String of(long count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }

    /** Such as {@code 1 prompt waits} or {@code 2 prompts wait}. */
    public static String waiting(long count) {
        return of(count, "prompt") + (count == 1 ? " waits" : " wait");
    }
}
