package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.billing.Batch;
import com.neuroflash.camel.history.HistoryWalker;
import com.neuroflash.camel.history.Walk;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The newest rows of the history that this process has seen; a fresh process walks it once before it sends. */
final class HistoryKnowledge {
    private final HistoryWalker walker;
    private final ServerTimekeeper time;
    private final Duration depth;
    private volatile List<Batch> known;

    /**
     * Nothing is known yet.
     *
     * @param depth how far back the first walk looks: older rows can't be taken for a prompt that is sent now
     */
    HistoryKnowledge(HistoryWalker walker, ServerTimekeeper time, Duration depth) {
        this.walker = requireNonNull(walker, "walker is null");
        this.time = requireNonNull(time, "time is null");
        this.depth = requireNonNull(depth, "depth is null");
    }

    /** The newest batches; the first call walks, and lets the walk's failure through. */
    List<Batch> newest() {
        if (known == null) {
            walkOnce();
        }
        return known;
    }

    /** Everything that it holds; throws when a walk could not see all of it. */
    List<Batch> all() {
        Walk walk = walker.walk(Optional.empty());
        if (!walk.isWhole()) {
            throw new HistoryLagException("the history could not be walked to its end: "
                    + walk.shortfall().orElseThrow());
        }
        return walk.batches();
    }

    /** Remembers what a later walk showed. */
    void seen(Walk walk) {
        known = walk.batches();
    }

    /** Walks with the server's time; the first answer of a process tells it. */
    Walk walk(Optional<Instant> floor) {
        Walk walk = walker.walk(floor);
        if (walk.isWhole()) {
            seen(walk);
        }
        return walk;
    }

    private synchronized void walkOnce() {
        if (known == null) {
            known = walker.walk(Optional.of(time.now().minus(depth))).batches();
        }
    }
}
