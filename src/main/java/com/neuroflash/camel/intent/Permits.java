package com.neuroflash.camel.intent;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A pool of permits that a prompt gives back while it waits and gets again before it goes on. Who comes back is served
 * before who comes new, and nobody new comes in while too many are away, so that what is in memory stays bounded.
 */
final class Permits {
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition mayEnter = lock.newCondition();
    private final Deque<Runnable> returning = new ArrayDeque<>();
    private final int mostAway;
    private int free;
    private int away;
    private boolean stopped;

    /**
     * A full pool.
     *
     * @param count how many work at once
     * @param mostAway nobody new comes in while so many wait
     */
    Permits(int count, int mostAway) {
        if (count < 1) {
            throw new IllegalArgumentException("concurrency must be 1 or more, found " + count);
        }
        free = count;
        this.mostAway = mostAway;
    }

    /** Takes one for a newcomer, who waits as long as it takes; false when the pool is stopped. */
    boolean acquire() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!stopped && !isOpenToNewcomers()) {
                mayEnter.await();
            }
            return takeUnlessStopped();
        } finally {
            lock.unlock();
        }
    }

    /** Takes one for a newcomer; false when none is free in time or the pool is stopped. */
    boolean tryAcquire(long nanos) throws InterruptedException {
        long rest = nanos;
        lock.lockInterruptibly();
        try {
            while (!stopped && !isOpenToNewcomers()) {
                if (rest <= 0) {
                    return false;
                }
                rest = mayEnter.awaitNanos(rest);
            }
            return takeUnlessStopped();
        } finally {
            lock.unlock();
        }
    }

    private boolean isOpenToNewcomers() {
        return free > 0 && away < mostAway;
    }

    private boolean takeUnlessStopped() {
        if (!stopped) {
            free--;
            passOn();
        }
        return !stopped;
    }

    /** One signal may stand for several that can come in. */
    private void passOn() {
        if (isOpenToNewcomers()) {
            mayEnter.signal();
        }
    }

    /** Gives one back for good. */
    void release() {
        handOn(0);
    }

    /** Gives one back for a while: {@link #comeBack}, {@link #stayAway}, or both follow. */
    void leave() {
        handOn(1);
    }

    private void handOn(int leaving) {
        Runnable next;
        lock.lock();
        try {
            away += leaving;
            next = returning.poll();
            if (next == null) {
                free++;
            } else {
                away--;
            }
            mayEnter.signal();
        } finally {
            lock.unlock();
        }
        if (next != null) {
            next.run();
        }
    }

    /**
     * Gives one to who had left, or has {@code again}, which must return at once, run when there is one.
     *
     * @return whether there was one at once; {@code again} is not run then
     */
    boolean comeBack(Runnable again) {
        lock.lock();
        try {
            if (free == 0) {
                returning.add(again);
                return false;
            }
            free--;
            away--;
            mayEnter.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Who had left ends without coming back.
     *
     * @param again what it had asked for, if it had; when that runs already, it gives the permit back itself
     */
    void stayAway(Optional<Runnable> again) {
        lock.lock();
        try {
            if (again.isEmpty() || returning.remove(again.get())) {
                away--;
                mayEnter.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lets nobody new in any more and wakes who waits for that. */
    void stop() {
        lock.lock();
        try {
            stopped = true;
            mayEnter.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
