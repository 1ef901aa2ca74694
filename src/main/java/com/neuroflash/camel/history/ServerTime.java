package com.neuroflash.camel.history;

import java.time.Instant;

/** Tells the server's time, as its answers do. */
@FunctionalInterface
public interface ServerTime {
    /** The server's time, not later than it really is. */
    Instant now();
}
