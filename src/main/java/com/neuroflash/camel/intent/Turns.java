package com.neuroflash.camel.intent;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Lets a share of the prompts at a time bring their images home, first come, first served. When many answers come at one
 * moment, the first of them are delivered and make room for the next prompts at once, instead of all being delivered
 * together at the end.
 */
final class Turns {
    private static final int AT_LEAST = 48;
    private static final int SHARE = 4;

    private final Semaphore free;
    private final Set<Gate.Guest> having = ConcurrentHashMap.newKeySet();

    /** For so many prompts that are worked on at once. */
    Turns(int concurrency) {
        free = new Semaphore(Math.max(AT_LEAST, concurrency / SHARE), true);
    }

    /** Waits for its turn, unless it is its turn already; {@link #end} follows when the thread that carries it rests. */
    void begin(Gate.Guest run) {
        if (!having.contains(run)) {
            // others end theirs soon, also at a stop
            free.acquireUninterruptibly();
            having.add(run);
        }
    }

    /** Lets the next one; does nothing for who had no turn. */
    void end(Gate.Guest run) {
        if (having.remove(run)) {
            free.release();
        }
    }
}
