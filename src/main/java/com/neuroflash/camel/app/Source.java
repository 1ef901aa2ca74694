package com.neuroflash.camel.app;

import java.time.Duration;
import java.util.Set;
import org.apache.camel.CamelContext;

/** A source of prompts beside the inbox; there is one for each that is configured. */
interface Source extends AutoCloseable {
    /** Its name: part of every identity, and how the log calls it. */
    String name();

    /** What it reads, for the log; without what may be secret. */
    String place();

    /** The route files that are loaded only with it. */
    Set<String> routes();

    /** Whether what it takes is gone for others, so that no simulated image may be made of it. */
    default boolean takesForGood() {
        return false;
    }

    /** Names it as a problem when the source can't hold a message for as long as a prompt may be on its way. */
    default void checkHold(Duration longest, Problems problems) {}

    /** Puts what its routes name into a context that is not started yet. */
    void bind(CamelContext context, SourceParts parts) throws Exception;

    /** Lets go what it has opened, after the context. */
    @Override
    default void close() {}
}
