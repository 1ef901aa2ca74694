package com.neuroflash.camel.app;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;

/** A source of prompts beside the inbox; there is one for each that is configured. */
interface Source extends AutoCloseable {
    /** Its name: part of every identity, and how the log calls it. */
    String name();

    /** What it reads, for the log; without what may be secret. */
    String place();

    /** Whether what it takes is gone from where others have put it, so that no simulator may answer it. */
    default boolean takesFromOthers() {
        return false;
    }

    /** The route files that are loaded only with it. */
    Set<String> routes();

    /** Names it as a problem when the source can't hold a message for as long as a prompt may be on its way. */
    default void checkHold(Duration longest, Problems problems) {}

    /** Puts what its routes name into a context that is not started yet. */
    void bind(CamelContext context, SourceParts parts) throws Exception;

    /** Why nothing can be read from it now; empty when it can be, or when that can't be told. Takes nothing from it. */
    default Optional<String> trouble() {
        return Optional.empty();
    }

    /**
     * Asked before anything waits or is taken in.
     *
     * @throws StartException when what only one process can have is another's
     */
    default void requireFree() {}

    /** Lets go what it has opened, after the context. */
    @Override
    default void close() {}
}
