package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.api.NeuroflashException;
import com.neuroflash.camel.api.RejectedException;
import com.neuroflash.camel.billing.Identity;
import com.neuroflash.camel.billing.Outcome;
import com.neuroflash.camel.delivery.CorruptImageException;
import com.neuroflash.camel.delivery.DeliveryException;
import com.neuroflash.camel.ledger.LedgerUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Carries a prompt on, step by step, until it is delivered or has failed. A step that can't go on is tried again later,
 * from where it stopped; waiting takes no thread.
 */
final class PromptRunner {
    private static final Logger LOG = LoggerFactory.getLogger(PromptRunner.class);
    private static final Duration FOR_SOURCES = Duration.ofSeconds(2);

    private static final Duration LOOK_UP_DELAY = Duration.ofMillis(500);
    private static final int MOST_UNKNOWN_IN_A_ROW = 3;

    private final ExecutorService threads;
    private final Timer timer;
    private final Gate gate;
    private final FailurePolicy policy;
    private final Bookkeeping books;
    private final Deliveries deliveries;
    private final Turns turns;
    private final Duration maxHold;
    private final Underway underway = new Underway();
    private final Set<PromptRun> resting = ConcurrentHashMap.newKeySet();
    private final AtomicInteger unknownInARow = new AtomicInteger();
    private volatile boolean stopping;

    PromptRunner(
            ExecutorService threads,
            Timer timer,
            Gate gate,
            FailurePolicy policy,
            Bookkeeping books,
            Deliveries deliveries,
            Turns turns,
            Duration maxHold) {
        this.books = requireNonNull(books, "books is null");
        this.deliveries = requireNonNull(deliveries, "deliveries is null");
        this.turns = requireNonNull(turns, "turns is null");
        this.maxHold = requireNonNull(maxHold, "maxHold is null");
        this.threads = requireNonNull(threads, "threads is null");
        this.timer = requireNonNull(timer, "timer is null");
        this.gate = requireNonNull(gate, "gate is null");
        this.policy = requireNonNull(policy, "policy is null");
    }

    /**
     * Starts to carry a prompt.
     *
     * @param permit given back while the prompt waits, and at its end
     * @param atEnd told once: null when every image is delivered, else what made the prompt fail or stay behind
     */
    void carry(PromptRun run, Steps steps, Intake.Permit permit, Consumer<Throwable> atEnd) {
        underway.begin(run, steps, permit, atEnd);
        schedule(run);
    }

    /**
     * Lets the prompts on their way come to an end, but no longer than {@code patience}; then each ends where it is. What
     * its source does at its end, such as moving a file, is waited for and never interrupted.
     */
    void stop(Duration patience) {
        stopping = true;
        if (underway.count() > 0) {
            LOG.info(
                    "stopping: {} on the way, with up to {} s",
                    Counted.of(underway.count(), "prompt"),
                    patience.toSeconds());
        }
        gate.stop().forEach(run -> endUnfinished((PromptRun) run));
        underway.awaitNone(patience);
        underway.all().forEach(this::endUnfinished);
        threads.shutdown();
        try {
            threads.awaitTermination(FOR_SOURCES.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        threads.shutdownNow();
    }

    /** Whose prompts are on their way here. */
    Set<Identity> carriedIdentities() {
        return underway.identities();
    }

    private void schedule(PromptRun run) {
        try {
            threads.execute(() -> advance(run));
        } catch (RejectedExecutionException stopped) {
            endUnfinished(run);
        }
    }

    private void advance(PromptRun run) {
        Optional<Steps> steps = underway.steps(run);
        if (steps.isEmpty()) {
            gate.finished(run);
            return;
        }
        if (stopping && !run.isPaid() && run.call().outcome().isEmpty()) {
            endUnfinished(run);
            return;
        }
        try {
            if (run.call().failure().isPresent()) {
                judgeSend(run);
            } else {
                advance(run, steps.get());
                unknownInARow.set(0);
                end(run, null);
            }
        } catch (AlreadyDoneException done) {
            end(run, null);
        } catch (PromptParkedException | PromptElsewhereException kept) {
            end(run, kept);
        } catch (RecallException again) {
            run.forget();
            schedule(run);
        } catch (GateClosedException closed) {
            enterGate(run);
        } catch (Exception failure) {
            handle(run, failure);
        }
    }

    private void advance(PromptRun run, Steps steps) throws Exception {
        try {
            steps.advance(run);
        } finally {
            turns.end(run);
        }
    }

    private void enterGate(PromptRun run) {
        underway.waits(run);
        if (gate.enter(run, () -> comeBack(run))) {
            limitWait(run);
        } else {
            endUnfinished(run);
        }
    }

    /** A failed send is judged in two steps: first its outcome is committed, then the prompt goes on or ends. */
    private void handle(PromptRun run, Exception failure) {
        if (run.call().isUnderWay()) {
            run.call().endedBy(failure, FailurePolicy.outcomeOf(failure));
            schedule(run);
            return;
        }
        act(run, failure);
    }

    private void judgeSend(PromptRun run) {
        Exception failure = run.call().failure().orElseThrow();
        try {
            if (run.call().outcome().isPresent()) {
                suspect(run, failure);
                books.record(run);
            }
        } catch (LedgerUnavailableException unavailable) {
            run.begin(Stage.LEDGER, Optional.empty(), System.nanoTime());
            act(run, unavailable);
            return;
        }
        run.call().judged();
        act(run, failure);
    }

    private void act(PromptRun run, Exception failure) {
        Action action = policy.decide(failure, run.stage(), run.failed(), run.isAloneAt(run.stage()));
        if (action instanceof Action.Recheck && run.wasRechecked()) {
            action = FailurePolicy.refused(failure);
        }
        log(run, action, failure);
        noteHistory(run, failure);
        if (failure instanceof ServerTimeUnknownException) {
            // the next look at the models tells the time
            run.recheck();
        }
        if (failure instanceof CorruptImageException) {
            run.current().ifPresent(ImageRun::discard);
        }
        if (action instanceof Action.Fail fail) {
            fail(run, fail, failure);
        } else if (action instanceof Action.Pause pause) {
            underway.waits(run);
            if (gate.pause(run, run.stage(), pause, run.stepStartedAt(), () -> comeBack(run))) {
                limitWait(run);
            } else {
                endUnfinished(run);
            }
        } else if (action instanceof Action.Retry retry) {
            rest(run, retry.delay());
        } else if (action instanceof Action.LookUp) {
            run.current().orElseThrow().lookUpAgain();
            rest(run, LOOK_UP_DELAY);
        } else {
            run.recheck();
            schedule(run);
        }
    }

    /** That the history does not show an image counts only when it has answered. */
    private static void noteHistory(PromptRun run, Exception failure) {
        boolean answered = failure instanceof HistoryLagException || failure instanceof RejectedException;
        if (run.stage() == Stage.HISTORY && answered) {
            run.historyAnsweredInVain(run.stepStartedAt());
        }
    }

    private static void log(PromptRun run, Action action, Exception failure) {
        boolean foreseen = failure instanceof NeuroflashException
                || failure instanceof DeliveryException
                || failure instanceof HistoryLagException
                || failure instanceof ServerTimeUnknownException
                || failure instanceof LedgerUnavailableException
                || failure instanceof DiskFullException
                || failure instanceof PromptFailedException
                || run.stage() == Stage.DELIVER
                || run.stage() == Stage.SEND;
        LOG.atLevel(foreseen ? Level.DEBUG : Level.WARN)
                .setCause(foreseen ? null : failure)
                .log("{} could not go on {}: {}", run.source(), run.stage().place(), action);
    }

    private void fail(PromptRun run, Action.Fail fail, Exception failure) {
        gate.succeeded(run, run.stage(), run.stepStartedAt());
        try {
            if (run.isPaid() && run.images().stream().anyMatch(ImageRun::isOpen)) {
                failImages(run, fail);
                run.succeeded();
                schedule(run);
            } else {
                books.fail(run, fail);
                end(run, known(run, failure instanceof PromptFailedException failed ? failed : failed(fail)));
            }
        } catch (LedgerUnavailableException unavailable) {
            act(run, unavailable);
        } catch (PromptElsewhereException elsewhere) {
            end(run, elsewhere);
        }
    }

    /** The image that the step was about, or all that are left when it was about them all. */
    private void failImages(PromptRun run, Action.Fail fail) {
        List<ImageRun> about = run.current().map(List::of).orElseGet(run::images);
        about.stream().filter(ImageRun::isOpen).forEach(image -> deliveries.failed(run, image, fail));
    }

    /** A prompt that would wait here for long goes into the ledger's waiting room, and its source is acknowledged. */
    private void limitWait(PromptRun run) {
        try {
            timer.after(maxHold, () -> {
                if (gate.leave(run)) {
                    threads.execute(() -> park(run));
                }
            });
        } catch (RejectedExecutionException stopped) {
            LOG.debug("{} waits no longer: the pipeline stops", run.source());
        }
    }

    private void park(PromptRun run) {
        try {
            throw books.park(run, gate.remaining(), "it waits longer than pipeline.max-hold: " + gate.reason());
        } catch (PromptParkedException | PromptElsewhereException kept) {
            end(run, kept);
        } catch (RuntimeException unavailable) {
            act(run, unavailable);
        }
    }

    /** One lost answer is bad luck; several in a row mean that the API is in trouble, and prompts better wait. */
    private void suspect(PromptRun run, Exception failure) {
        if (!(FailurePolicy.outcomeOf(failure) instanceof Outcome.Unknown)) {
            return;
        }
        if (unknownInARow.incrementAndGet() >= MOST_UNKNOWN_IN_A_ROW) {
            gate.pause(
                    run,
                    Stage.SEND,
                    new Action.Pause("API in trouble", String.valueOf(failure.getMessage()), Duration.ZERO),
                    run.stepStartedAt());
        }
    }

    private static PromptFailedException known(PromptRun run, PromptFailedException failure) {
        return run.isInLedger() ? failure.of(run.identity()) : failure;
    }

    private static PromptFailedException failed(Action.Fail fail) {
        return new PromptFailedException(fail.reason(), fail.status(), fail.whatToDo());
    }

    private void rest(PromptRun run, Duration delay) {
        gate.finished(run);
        underway.waits(run);
        resting.add(run);
        try {
            timer.after(delay, () -> wake(run));
        } catch (RejectedExecutionException stopped) {
            wake(run);
        }
    }

    private void wake(PromptRun run) {
        if (resting.remove(run)) {
            comeBack(run);
        }
    }

    private void comeBack(PromptRun run) {
        if (!underway.goesOn(run, () -> schedule(run))) {
            gate.finished(run);
        }
    }

    /** The pipeline stops: the ledger has what it must know, and another process or the next start goes on. */
    private void endUnfinished(PromptRun run) {
        end(run, new PipelineStoppedException());
    }

    private void end(PromptRun run, Throwable why) {
        gate.finished(run);
        underway.end(run, why);
    }
}
