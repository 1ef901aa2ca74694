package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one pool of permits over all sources. A source takes a permit before it reads its next prompt, so that a prompt
 * in memory is a prompt on its way.
 */
public final class Intake {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final int AWAY_FOR_ONE_AT_WORK = 4;
    private static final int AWAY_AT_LEAST = 64;

    /** How many messages of a source may wait for a permit for their next prompt before no further one begins. */
    public static final int MOST_HALF_READ = 32;

    private final int size;
    private final Permits permits;
    private final Gate gate;
    private final Map<String, Integer> halfRead = new HashMap<>();
    private volatile boolean stopped;
    private boolean waitingRoomFull;

    Intake(int concurrency, Gate gate) {
        size = concurrency;
        permits = new Permits(concurrency, AWAY_FOR_ONE_AT_WORK * concurrency + AWAY_AT_LEAST);
        this.gate = requireNonNull(gate, "gate is null");
    }

    /** How many prompts may be worked on at once. */
    public int size() {
        return size;
    }

    /**
     * Waits for a free permit, an open gate and room in the waiting room; empty when the pipeline stops. No permit is held
     * while it waits: who comes back from the gate or the waiting room needs it.
     */
    public Optional<Permit> acquire() throws InterruptedException {
        while (awaitRoom() && gate.awaitOpening() && permits.acquire()) {
            Optional<Gate.Entry> entry = isFull() ? Optional.empty() : gate.tryEntry();
            if (entry.isPresent()) {
                return entry.map(this::permit);
            }
            permits.release();
        }
        return Optional.empty();
    }

    /**
     * A permit as from {@link #acquire} for the next prompt of a file or message of {@code source} that is read already.
     * While many of the source's wait here, {@link #awaitFewHalfRead} lets no further one begin.
     */
    public Optional<Permit> acquireAnother(String source) throws InterruptedException {
        halfRead(source, 1);
        try {
            return acquire();
        } finally {
            halfRead(source, -1);
        }
    }

    /** Waits while a good many messages of a source are half read: their rest comes first. False when the pipeline stops. */
    public synchronized boolean awaitFewHalfRead(String source) throws InterruptedException {
        while (halfRead(source) >= MOST_HALF_READ && !stopped) {
            wait();
        }
        return !stopped;
    }

    /** How many messages of a source wait for a permit for their next prompt. */
    public synchronized int halfRead(String source) {
        return halfRead.getOrDefault(source, 0);
    }

    private synchronized void halfRead(String source, int more) {
        halfRead.merge(source, more, Integer::sum);
        notifyAll();
    }

    /**
     * A permit for a source that must not wait long, or for a prompt that the ledger has kept; empty when none becomes free
     * in time or the gate is closed. It does not ask whether the waiting room is full: see {@link #isFull}.
     */
    public Optional<Permit> tryAcquire(Duration patience) throws InterruptedException {
        if (stopped || !permits.tryAcquire(patience.toNanos())) {
            return Optional.empty();
        }
        Optional<Gate.Entry> entry = stopped ? Optional.empty() : gate.tryEntry();
        if (entry.isEmpty()) {
            permits.release();
        }
        return entry.map(this::permit);
    }

    private Permit permit(Gate.Entry entry) {
        return new Permit(permits, entry);
    }

    /** Lets nothing new in while the ledger's waiting room is full, so that the source stays the queue. */
    synchronized void waitingRoomIsFull(boolean full) {
        if (full && !waitingRoomFull) {
            LOG.warn("intake stops: pipeline.max-parked prompts wait in the ledger; see the command ledger list");
        }
        waitingRoomFull = full;
        notifyAll();
    }

    private synchronized boolean awaitRoom() throws InterruptedException {
        while (waitingRoomFull && !stopped) {
            wait();
        }
        return !stopped;
    }

    /** Whether nothing new may be taken in because {@code pipeline.max-parked} prompts wait in the ledger. */
    public synchronized boolean isFull() {
        return waitingRoomFull;
    }

    /** Whether no further prompt is let in. */
    public boolean isStopped() {
        return stopped;
    }

    /** Lets no further prompt in and wakes everyone who waits for a permit. */
    void stop() {
        stopped = true;
        synchronized (this) {
            notifyAll();
        }
        permits.stop();
    }

    /** Holds one place in the pool until it is closed; closing twice does nothing. */
    public static final class Permit implements AutoCloseable {
        private final Permits permits;
        private final Gate.Entry entry;
        private State state = State.HELD;
        private Optional<Runnable> returning = Optional.empty();

        private enum State {
            HELD,
            AWAY,
            CLOSED
        }

        private Permit(Permits permits, Gate.Entry entry) {
            this.permits = permits;
            this.entry = entry;
        }

        /** The prompt that it was taken for sets out. */
        void carries(Gate.Guest prompt) {
            entry.carries(prompt);
        }

        /** Gives the place back while its prompt waits. */
        void leave() {
            synchronized (this) {
                if (state != State.HELD) {
                    return;
                }
                state = State.AWAY;
            }
            permits.leave();
        }

        /** Runs {@code then}, which must return at once, when the place is held again; at once if it was never left. */
        void comeBack(Runnable then) {
            Runnable again = () -> {
                if (isBack()) {
                    then.run();
                } else {
                    permits.release();
                }
            };
            synchronized (this) {
                if (state == State.AWAY && !permits.comeBack(again)) {
                    returning = Optional.of(again);
                    return;
                }
                state = state == State.AWAY ? State.HELD : state;
            }
            then.run();
        }

        private synchronized boolean isBack() {
            returning = Optional.empty();
            state = state == State.AWAY ? State.HELD : state;
            return state == State.HELD;
        }

        @Override
        public void close() {
            State before;
            Optional<Runnable> asked;
            synchronized (this) {
                before = state;
                asked = returning;
                state = State.CLOSED;
            }
            if (before == State.CLOSED) {
                return;
            }
            entry.close();
            if (before == State.HELD) {
                permits.release();
            } else {
                permits.stayAway(asked);
            }
        }
    }
}
