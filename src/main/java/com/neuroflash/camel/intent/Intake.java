package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one pool of permits over all sources. A source takes a permit before it reads its next prompt, so that a prompt
 * in memory is a prompt on its way.
 */
public final class Intake {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final int EVERYONE = 1 << 24;

    private final Semaphore permits;
    private final Gate gate;
    private volatile boolean stopped;
    private boolean waitingRoomFull;

    Intake(int concurrency, Gate gate) {
        if (concurrency < 1) {
            throw new IllegalArgumentException("concurrency must be 1 or more, found " + concurrency);
        }
        permits = new Semaphore(concurrency, true);
        this.gate = requireNonNull(gate, "gate is null");
    }

    /** Waits for a free permit and an open gate; empty when the pipeline stops. */
    public Optional<Permit> acquire() throws InterruptedException {
        permits.acquire();
        Optional<Gate.Entry> entry = Optional.empty();
        try {
            awaitRoom();
            entry = stopped ? Optional.empty() : gate.awaitEntry();
        } finally {
            if (entry.isEmpty()) {
                permits.release();
            }
        }
        return entry.map(this::permit);
    }

    /**
     * A permit for a source that must not wait long, or for a prompt that the ledger has kept; empty when none becomes free
     * in time or the gate is closed. It does not ask whether the waiting room is full: see {@link #isFull}.
     */
    public Optional<Permit> tryAcquire(Duration patience) throws InterruptedException {
        if (stopped || !permits.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
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

    private synchronized void awaitRoom() throws InterruptedException {
        while (waitingRoomFull && !stopped) {
            wait();
        }
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
        permits.release(EVERYONE);
    }

    /** Holds one place in the pool until it is closed; closing twice does nothing. */
    public static final class Permit implements AutoCloseable {
        private final Semaphore permits;
        private final Gate.Entry entry;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Permit(Semaphore permits, Gate.Entry entry) {
            this.permits = permits;
            this.entry = entry;
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                entry.close();
                permits.release();
            }
        }
    }
}
