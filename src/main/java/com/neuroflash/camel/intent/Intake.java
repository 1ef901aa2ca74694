package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The one pool of permits over all sources. A source takes a permit before it reads its next prompt, so that a prompt
 * in memory is a prompt on its way.
 */
public final class Intake {
    private static final int EVERYONE = 1 << 24;

    private final Semaphore permits;
    private final Gate gate;
    private volatile boolean stopped;

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
        if (stopped || !gate.awaitOpen()) {
            permits.release();
            return Optional.empty();
        }
        return Optional.of(new Permit(permits));
    }

    /** Whether no further prompt is let in. */
    public boolean isStopped() {
        return stopped;
    }

    /** Lets no further prompt in and wakes everyone who waits for a permit. */
    void stop() {
        stopped = true;
        permits.release(EVERYONE);
    }

    /** Holds one place in the pool until it is closed; closing twice does nothing. */
    public static final class Permit implements AutoCloseable {
        private final Semaphore permits;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Permit(Semaphore permits) {
            this.permits = permits;
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                permits.release();
            }
        }
    }
}
