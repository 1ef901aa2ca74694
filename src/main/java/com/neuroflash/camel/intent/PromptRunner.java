package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.api.NeuroflashException;
import com.neuroflash.camel.api.OutcomeUnknownException;
import com.neuroflash.camel.delivery.DeliveryException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Carries a prompt on, step by step, until it is delivered or has failed. A step that can't go on is tried again later,
 * from where it stopped; waiting takes no thread.
 */
final class PromptRunner {
    private static final Logger LOG = LoggerFactory.getLogger(PromptRunner.class);
    private static final Duration FOR_SOURCES = Duration.ofSeconds(5);

    private static final int MOST_UNKNOWN_IN_A_ROW = 3;

    private final ExecutorService threads;
    private final Timer timer;
    private final Gate gate;
    private final FailurePolicy policy;
    private final Map<PromptRun, Carried> carried = new ConcurrentHashMap<>();
    private final Set<PromptRun> resting = ConcurrentHashMap.newKeySet();
    private final AtomicInteger unknownInARow = new AtomicInteger();
    private volatile boolean stopping;

    /** What to call for a prompt's next steps, and whom to tell at its end. */
    private record Carried(Steps steps, Consumer<Throwable> atEnd) {}

    /** Takes a prompt as far as it gets; throws what stopped it. */
    interface Steps {
        /** Returns when the prompt is delivered. */
        void advance(PromptRun run) throws Exception;
    }

    PromptRunner(ExecutorService threads, Timer timer, Gate gate, FailurePolicy policy) {
        this.threads = requireNonNull(threads, "threads is null");
        this.timer = requireNonNull(timer, "timer is null");
        this.gate = requireNonNull(gate, "gate is null");
        this.policy = requireNonNull(policy, "policy is null");
    }

    /**
     * Starts to carry a prompt.
     *
     * @param atEnd told once: null when every image is delivered, else what made the prompt fail or stay behind
     */
    void carry(PromptRun run, Steps steps, Consumer<Throwable> atEnd) {
        carried.put(run, new Carried(steps, atEnd));
        schedule(run);
    }

    /**
     * Lets the prompts on their way come to an end, but no longer than {@code patience}; then each ends where it is. What
     * its source does at its end, such as moving a file, is waited for and never interrupted.
     */
    void stop(Duration patience) {
        stopping = true;
        gate.stop().forEach(run -> endUnfinished((PromptRun) run));
        awaitAll(patience);
        List.copyOf(carried.keySet()).forEach(this::endUnfinished);
        threads.shutdown();
        try {
            threads.awaitTermination(FOR_SOURCES.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        threads.shutdownNow();
    }

    private void awaitAll(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        synchronized (carried) {
            while (!carried.isEmpty() && deadline - System.nanoTime() > 0) {
                try {
                    TimeUnit.NANOSECONDS.timedWait(carried, deadline - System.nanoTime());
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    private void schedule(PromptRun run) {
        try {
            threads.execute(() -> advance(run));
        } catch (RejectedExecutionException stopped) {
            endUnfinished(run);
        }
    }

    private void advance(PromptRun run) {
        Carried work = carried.get(run);
        if (work == null) {
            return;
        }
        if (stopping && !run.isAnswered()) {
            endUnfinished(run);
            return;
        }
        try {
            work.steps().advance(run);
            unknownInARow.set(0);
            end(run, null);
        } catch (GateClosedException closed) {
            if (!gate.enter(run, () -> schedule(run))) {
                endUnfinished(run);
            }
        } catch (Exception failure) {
            handle(run, failure);
        }
    }

    private void handle(PromptRun run, Exception failure) {
        Action action = policy.decide(failure, run.stage(), run.failed());
        boolean foreseen = failure instanceof NeuroflashException
                || failure instanceof DeliveryException
                || failure instanceof HistoryLagException
                || failure instanceof PromptFailedException;
        LOG.atLevel(foreseen ? Level.DEBUG : Level.WARN)
                .setCause(foreseen ? null : failure)
                .log("{} could not go on {}: {}", run.source(), run.stage().place(), action);
        if (action instanceof Action.Fail fail) {
            fail(run, fail, failure);
        } else if (action instanceof Action.Pause pause) {
            if (!gate.pause(run, run.stage(), pause, run.stepStartedAt(), () -> schedule(run))) {
                endUnfinished(run);
            }
        } else if (action instanceof Action.Retry retry) {
            rest(run, retry.delay());
        } else {
            run.recheck();
            schedule(run);
        }
    }

    private void fail(PromptRun run, Action.Fail fail, Exception failure) {
        suspect(run, failure);
        if (run.current().isPresent()) {
            run.current().get().fail(fail);
            run.succeeded();
            schedule(run);
        } else {
            end(run, failure instanceof PromptFailedException ? failure : failed(fail));
        }
    }

    /** One lost answer is bad luck; several in a row mean that the API is in trouble, and prompts better wait. */
    private void suspect(PromptRun run, Exception failure) {
        if (!(failure instanceof OutcomeUnknownException)) {
            gate.succeeded(run.stage(), run.stepStartedAt());
        } else if (unknownInARow.incrementAndGet() >= MOST_UNKNOWN_IN_A_ROW) {
            gate.pause(Stage.SEND, new Action.Pause("API in trouble", failure.getMessage(), Duration.ZERO));
        }
    }

    private static PromptFailedException failed(Action.Fail fail) {
        return new PromptFailedException(fail.reason(), fail.status(), fail.whatToDo());
    }

    private void rest(PromptRun run, Duration delay) {
        gate.finished(run);
        resting.add(run);
        try {
            timer.after(delay, () -> wake(run));
        } catch (RejectedExecutionException stopped) {
            wake(run);
        }
    }

    private void wake(PromptRun run) {
        if (resting.remove(run)) {
            schedule(run);
        }
    }

    /** The pipeline stops: what is not paid stays with its source, what is paid must not be sent again. */
    private void endUnfinished(PromptRun run) {
        if (run.isSending()) {
            end(run, failed(FailurePolicy.unknown(OptionalInt.empty(), "stopped while the answer was awaited")));
            return;
        }
        if (!run.isAnswered()) {
            end(run, new PipelineStoppedException());
            return;
        }
        String images = run.images().stream()
                .filter(ImageRun::isOpen)
                .map(ImageRun::imageId)
                .collect(Collectors.joining(", "));
        end(
                run,
                new PromptFailedException(
                        "stopped before these paid images were delivered: " + images,
                        OptionalInt.empty(),
                        "The images are paid for: download them by their ids from the history."));
    }

    private void end(PromptRun run, Throwable why) {
        gate.finished(run);
        Carried work = carried.remove(run);
        if (work != null) {
            work.atEnd().accept(why);
        }
        synchronized (carried) {
            carried.notifyAll();
        }
    }
}
