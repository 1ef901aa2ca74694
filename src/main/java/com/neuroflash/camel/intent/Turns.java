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
    /** Enough for a sink that takes half a second an image, at a hundred images a second. */
    private static final int AT_LEAST = 48;

    /** More of a processor's work at once would only let the next prompts wait longer for their sending. */
    private static final int FOR_A_PROCESSOR = 32;

    private static final int SHARE = 4;

    private final Semaphore free;
    private final Set<Gate.Guest> having = ConcurrentHashMap.newKeySet();

    /** For so many prompts that are worked on at once, on the processors of this machine. */
    Turns(int concurrency) {
        this(concurrency, Runtime.getRuntime().availableProcessors());
    }

    Turns(int concurrency, int processors) {
        free = new Semaphore(most(concurrency, processors), true);
    }

    static int most(int concurrency, int processors) {
        return Math.max(AT_LEAST, Math.min(concurrency / SHARE, FOR_A_PROCESSOR * processors));
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
