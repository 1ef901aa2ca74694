package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Open, or paused with a reason. While paused, prompts wait here without a thread; after the pause one of them tries,
 * and its success at the step that had failed opens the gate for all. When only such as have tried in vain wait, one
 * newcomer may try, so that a prompt whose trouble is its own stops nobody else; at a step of paid prompts it pays to
 * find out, which is rare and, where a probe can tell, comes after it. A pause is logged once, and so is its end.
 */
final class Gate {
    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    private static final long LOOK_MILLIS = 1_000;

    private final Timer timer;
    private final LongSupplier nanoTime;
    private final RandomGenerator random;
    private final Backoff backoff;
    private final Duration patience;
    private final Probe probe;
    private final Map<Guest, Runnable> waiting = new LinkedHashMap<>();
    private final Set<Guest> triedInVain = new HashSet<>();

    private Pause pause;
    private Guest trying;
    private Object newcomer;
    private boolean newcomerAwaited;
    private boolean probing;
    private boolean stopped;

    /** Who waits at the gate. */
    interface Guest {
        /** Tells one that had tried in vain that another succeeded at that stage: the trouble may be its own. */
        void othersSucceededAt(Stage stage);

        /** Whether nothing more is billed for it, however often it tries. */
        default boolean isPaid() {
            return false;
        }
    }

    /** Looks first where a try would cost something. */
    interface Probe {
        /** Whether it can tell for that stage. */
        boolean canTell(Stage stage);

        /** Looks on a thread of its own, and tells once. */
        void look(Consumer<Boolean> inOrder);
    }

    /**
     * An open gate.
     *
     * @param backoff between the tries
     * @param patience how long nobody else pays to find out after one has
     * @param probe tells where nobody has to
     */
    Gate(Timer timer, LongSupplier nanoTime, RandomGenerator random, Backoff backoff, Duration patience, Probe probe) {
        this.timer = requireNonNull(timer, "timer is null");
        this.nanoTime = requireNonNull(nanoTime, "nanoTime is null");
        this.random = requireNonNull(random, "random is null");
        this.backoff = requireNonNull(backoff, "backoff is null");
        this.patience = requireNonNull(patience, "patience is null");
        this.probe = requireNonNull(probe, "probe is null");
    }

    /** Why nothing is taken in, or an empty text while the gate is open. */
    synchronized String reason() {
        return pause == null ? "" : pause.reason();
    }

    /** How long nobody tries any more; zero when the gate is open or somebody may try at once. */
    synchronized Duration remaining() {
        return pause == null ? Duration.ZERO : pause.remaining(nanoTime.getAsLong());
    }

    /** Waits until the gate is open or a newcomer may try; false when the pipeline stops. */
    synchronized boolean awaitOpening() throws InterruptedException {
        while (!stopped && pause != null && (!newcomerAwaited || needsPaid())) {
            wait(LOOK_MILLIS);
        }
        return !stopped;
    }

    /** An entry if the gate is open or a newcomer may try; never waits. */
    synchronized Optional<Entry> tryEntry() {
        return pause == null || newcomerAwaited && !needsPaid() ? entry() : Optional.empty();
    }

    private Optional<Entry> entry() {
        if (stopped) {
            return Optional.empty();
        }
        Entry entry = new Entry();
        if (pause != null) {
            newcomerAwaited = false;
            newcomer = entry;
        }
        return Optional.of(entry);
    }

    /** Given to what may be taken in; closed when that has come to its end. */
    final class Entry implements AutoCloseable {
        private Entry() {}

        /** The prompt that was let in: if a newcomer may try, it is this one. */
        void carries(Guest prompt) {
            synchronized (Gate.this) {
                if (this.equals(newcomer)) {
                    newcomer = prompt;
                }
            }
        }

        /** A newcomer that came to its end without trying makes room for the next. */
        @Override
        public void close() {
            synchronized (Gate.this) {
                if (this.equals(newcomer)) {
                    newcomer = null;
                    scheduleTryIfPaused();
                }
            }
        }
    }

    /** Whether {@code prompt} may go on to a step that could be billed: the gate is open, or it is the one that tries. */
    synchronized boolean admits(Guest prompt) {
        if (stopped || pause != null && !(tries(prompt) && isDue() && fits(prompt))) {
            return false;
        }
        if (pause != null && pause.stage().isPaid()) {
            pause.paysToFindOut(nanoTime.getAsLong());
        }
        return true;
    }

    private boolean tries(Guest prompt) {
        return prompt.equals(trying) || prompt.equals(newcomer);
    }

    private boolean isDue() {
        return pause.isDue(nanoTime.getAsLong());
    }

    private boolean fits(Guest prompt) {
        return prompt.isPaid() || !needsPaid();
    }

    private boolean needsPaid() {
        return probe.canTell(pause.stage()) && !pause.isInOrder()
                || pause.hasPaidWithin(patience, nanoTime.getAsLong());
    }

    /**
     * Has {@code again}, which must return at once, run when the gate opens, or earlier as the one that tries.
     *
     * @return false when the pipeline stops
     */
    synchronized boolean enter(Guest prompt, Runnable again) {
        if (stopped) {
            return false;
        }
        if (pause == null) {
            again.run();
        } else {
            waiting.put(prompt, again);
            triesNoMore(prompt);
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
    synchronized boolean pause(Guest prompt, Stage stage, Action.Pause found, long startedAt, Runnable again) {
        if (stopped) {
            return false;
        }
        close(stage, found, startedAt);
        triedInVain.add(prompt);
        waiting.put(prompt, again);
        finished(prompt);
        return true;
    }

    /** A prompt failed for good, in a way that says that the surroundings are in trouble; it does not come again. */
    synchronized void pause(Guest prompt, Stage stage, Action.Pause found, long startedAt) {
        if (!stopped) {
            close(stage, found, startedAt);
            finished(prompt);
        }
    }

    private void close(Stage stage, Action.Pause found, long startedAt) {
        long now = nanoTime.getAsLong();
        if (pause == null) {
            pause = new Pause(now);
        }
        if (pause.isNews(startedAt)) {
            if (pause.failed(stage, found, now)) {
                LOG.warn("paused: {}", found.reason());
            }
            backOff(now);
        }
        extend(now + found.atLeast().toNanos());
    }

    /** A step of that stage, begun at {@code startedAt}, found the surroundings in order. */
    synchronized void succeeded(Guest prompt, Stage stage, long startedAt) {
        if (pause != null && stage == pause.stage() && pause.isNews(startedAt)) {
            triedInVain.stream()
                    .filter(other -> !other.equals(prompt))
                    .forEach(other -> other.othersSucceededAt(stage));
            open();
        }
    }

    /** {@code prompt} ended or waits elsewhere; if it was the one that tried, another one may. */
    synchronized void finished(Guest prompt) {
        if (triesNoMore(prompt)) {
            scheduleTryIfPaused();
        }
    }

    private boolean triesNoMore(Guest prompt) {
        boolean tried = tries(prompt);
        if (tried && pause != null && !prompt.isPaid()) {
            pause.hasNotPaid();
        }
        trying = prompt.equals(trying) ? null : trying;
        newcomer = prompt.equals(newcomer) ? null : newcomer;
        return tried;
    }

    /** Takes a waiting prompt out; false when it does not wait (any more). */
    synchronized boolean leave(Guest prompt) {
        triedInVain.remove(prompt);
        return waiting.remove(prompt) != null;
    }

    /** Lets nobody in any more and gives back those who wait. */
    synchronized List<Guest> stop() {
        stopped = true;
        notifyAll();
        List<Guest> rest = new ArrayList<>(waiting.keySet());
        waiting.clear();
        return rest;
    }

    private void backOff(long now) {
        extend(now + backoff.delay(pause.failedTries(), random).toNanos());
    }

    private void extend(long until) {
        if (pause.extend(until)) {
            newcomerAwaited = false;
            scheduleTry();
        }
    }

    private void scheduleTryIfPaused() {
        if (pause != null && !stopped) {
            scheduleTry();
        }
    }

    private void scheduleTry() {
        Pause scheduledFor = pause;
        try {
            timer.after(remaining(), () -> tryIfDue(scheduledFor));
        } catch (RejectedExecutionException stoppedMeanwhile) {
            LOG.debug("nobody tries any more: the pipeline stops");
        }
    }

    private synchronized void tryIfDue(Pause scheduledFor) {
        if (!stopped && pause == scheduledFor) {
            letOneTry();
        }
    }

    private void letOneTry() {
        if (trying != null || newcomer != null || !isDue()) {
            return;
        }
        List<Guest> fit = waiting.keySet().stream().filter(this::fits).toList();
        Optional<Guest> fresh =
                fit.stream().filter(prompt -> !triedInVain.contains(prompt)).findFirst();
        if (fresh.isEmpty()) {
            awaitNewcomer();
        }
        fresh.or(() -> fit.stream().findFirst()).ifPresent(prompt -> {
            trying = prompt;
            waiting.remove(prompt).run();
        });
    }

    private void awaitNewcomer() {
        if (pause.isInOrder() || !probe.canTell(pause.stage())) {
            newcomerAwaited = true;
            notifyAll();
        } else if (!probing) {
            Pause lookedFor = pause;
            long after = pause.latestFailure();
            probing = true;
            probe.look(inOrder -> probed(lookedFor, after, inOrder));
        }
    }

    private synchronized void probed(Pause lookedFor, long after, boolean inOrder) {
        probing = false;
        if (stopped || pause == null) {
            return;
        }
        if (inOrder && pause == lookedFor && pause.latestFailure() == after) {
            pause.looksInOrder();
            awaitNewcomer();
        } else if (trying == null) {
            pause.lookedInVain();
            backOff(nanoTime.getAsLong());
        }
    }

    private void open() {
        Duration lasted = pause.lasted(nanoTime.getAsLong());
        LOG.info("resumed after {} s: {}", lasted.toSeconds(), pause.cause());
        pause = null;
        trying = null;
        newcomer = null;
        newcomerAwaited = false;
        triedInVain.clear();
        List<Runnable> all = List.copyOf(waiting.values());
        waiting.clear();
        all.forEach(Runnable::run);
        notifyAll();
    }
}
