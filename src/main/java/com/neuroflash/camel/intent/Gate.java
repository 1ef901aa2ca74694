package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Open, or paused with a reason. While paused, prompts wait here without a thread; after the pause one of them tries,
 * and its success at the step that had failed opens the gate for all. A pause is logged once, and so is its end.
 */
final class Gate {
    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    private final Timer timer;
    private final LongSupplier nanoTime;
    private final RandomGenerator random;
    private final Backoff backoff;
    private final Map<Object, Runnable> waiting = new LinkedHashMap<>();

    private Pause pause;
    private Object trying;
    private int failedTries;
    private boolean stopped;

    /** What is known while the gate is closed; times by the monotonic clock. */
    private static final class Pause {
        private final long since;
        private String cause;
        private String reason;
        private Stage stage;
        private long until;
        private long latestFailure;

        private Pause(long since) {
            this.since = since;
        }
    }

    Gate(Timer timer, LongSupplier nanoTime, RandomGenerator random, Backoff backoff) {
        this.timer = requireNonNull(timer, "timer is null");
        this.nanoTime = requireNonNull(nanoTime, "nanoTime is null");
        this.random = requireNonNull(random, "random is null");
        this.backoff = requireNonNull(backoff, "backoff is null");
    }

    /** Why nothing is taken in, or an empty text while the gate is open. */
    synchronized String reason() {
        return pause == null ? "" : pause.reason;
    }

    /** Whether prompts may be taken in. */
    synchronized boolean isOpen() {
        return pause == null && !stopped;
    }

    /** Waits until the gate is open; false when the pipeline stops. */
    synchronized boolean awaitOpen() throws InterruptedException {
        while (!stopped && pause != null) {
            wait();
        }
        return !stopped;
    }

    /** Whether {@code prompt} may go on to a step that could be billed: the gate is open, or it is the one that tries. */
    synchronized boolean admits(Object prompt) {
        return pause == null || prompt.equals(trying);
    }

    /**
     * Has {@code again}, which must return at once, run when the gate opens, or earlier as the one that tries.
     *
     * @return false when the pipeline stops
     */
    synchronized boolean enter(Object prompt, Runnable again) {
        if (stopped) {
            return false;
        }
        if (pause == null) {
            again.run();
        } else {
            waiting.put(prompt, again);
            letOneTry();
        }
        return true;
    }

    /**
     * A step of {@code prompt} failed because of the surroundings; {@code again} runs when it may try again.
     *
     * @param startedAt when the failed step began; one that began before the pause says nothing new but its least wait
     * @return false when the pipeline stops
     */
    synchronized boolean pause(Object prompt, Stage stage, Action.Pause found, long startedAt, Runnable again) {
        if (stopped) {
            return false;
        }
        long now = nanoTime.getAsLong();
        boolean first = pause == null;
        if (first) {
            pause = new Pause(now);
        }
        if (first || startedAt - pause.latestFailure >= 0) {
            describe(stage, found, now);
        }
        extend(now + found.atLeast().toNanos());
        finished(prompt);
        waiting.put(prompt, again);
        return true;
    }

    /** A prompt failed for good, in a way that says that the surroundings are in trouble; it does not come again. */
    synchronized void pause(Stage stage, Action.Pause found) {
        if (pause == null && !stopped) {
            long now = nanoTime.getAsLong();
            pause = new Pause(now);
            describe(stage, found, now);
        }
    }

    /** A step of that stage, begun at {@code startedAt}, found the surroundings in order. */
    synchronized void succeeded(Stage stage, long startedAt) {
        if (pause != null && stage == pause.stage && startedAt - pause.latestFailure >= 0) {
            failedTries = 0;
            open();
        }
    }

    /** {@code prompt} ended or waits elsewhere; if it was the one that tried, another one may. */
    synchronized void finished(Object prompt) {
        if (prompt.equals(trying)) {
            trying = null;
            if (pause != null) {
                scheduleTry();
            }
        }
    }

    /** Takes a waiting prompt out; false when it does not wait (any more). */
    synchronized boolean leave(Object prompt) {
        return waiting.remove(prompt) != null;
    }

    /** Lets nobody in any more and gives back those who wait. */
    synchronized List<Object> stop() {
        stopped = true;
        notifyAll();
        List<Object> rest = new ArrayList<>(waiting.keySet());
        waiting.clear();
        return rest;
    }

    private void describe(Stage stage, Action.Pause found, long now) {
        if (!found.cause().equals(pause.cause)) {
            LOG.warn("paused: {}", found.reason());
        }
        pause.cause = found.cause();
        pause.reason = found.reason();
        pause.stage = stage;
        pause.latestFailure = now;
        failedTries++;
        extend(now + backoff.delay(failedTries, random).toNanos());
    }

    private void extend(long until) {
        if (pause.until == 0 || until - pause.until > 0) {
            pause.until = until;
            scheduleTry();
        }
    }

    private void scheduleTry() {
        Pause scheduledFor = pause;
        long delay = Math.max(0, pause.until - nanoTime.getAsLong());
        timer.after(Duration.ofNanos(delay), () -> tryIfDue(scheduledFor));
    }

    private synchronized void tryIfDue(Pause scheduledFor) {
        if (!stopped && pause == scheduledFor) {
            letOneTry();
        }
    }

    /** With nobody to try there is nobody to tell that all is well again either, so the gate opens. */
    private void letOneTry() {
        if (trying != null || nanoTime.getAsLong() - pause.until < 0) {
            return;
        }
        if (waiting.isEmpty()) {
            open();
            return;
        }
        trying = waiting.keySet().iterator().next();
        waiting.remove(trying).run();
    }

    private void open() {
        Duration lasted = Duration.ofNanos(nanoTime.getAsLong() - pause.since);
        LOG.info("resumed after {} s: {}", lasted.toSeconds(), pause.cause);
        pause = null;
        trying = null;
        List<Runnable> all = List.copyOf(waiting.values());
        waiting.clear();
        all.forEach(Runnable::run);
        notifyAll();
    }
}
