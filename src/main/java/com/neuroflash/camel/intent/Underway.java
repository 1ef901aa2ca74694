package com.neuroflash.camel.intent;

import com.neuroflash.camel.billing.Identity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The prompts on their way through this process: how each goes on, its permit, and whom to tell at its end. */
final class Underway {
    private final Map<PromptRun, Carried> carried = new ConcurrentHashMap<>();

    /** What to call for a prompt's next steps, what it may hold meanwhile, and whom to tell at its end. */
    private record Carried(Steps steps, Intake.Permit permit, Consumer<Throwable> atEnd) {}

    void begin(PromptRun run, Steps steps, Intake.Permit permit, Consumer<Throwable> atEnd) {
        carried.put(run, new Carried(steps, permit, atEnd));
        permit.carries(run);
    }

    /** Its next steps; empty when it has ended. */
    Optional<Steps> steps(PromptRun run) {
        return Optional.ofNullable(carried.get(run)).map(Carried::steps);
    }

    /** A prompt that waits holds no permit. */
    void waits(PromptRun run) {
        Optional.ofNullable(carried.get(run)).ifPresent(work -> work.permit().leave());
    }

    /** Has {@code again} run when it has its permit again; false when it has ended. */
    boolean goesOn(PromptRun run, Runnable again) {
        Carried work = carried.get(run);
        if (work != null) {
            work.permit().comeBack(again);
        }
        return work != null;
    }

    /** Tells its end, once: null when every image is delivered, else what made it fail or stay behind. */
    void end(PromptRun run, Throwable why) {
        Carried work = carried.remove(run);
        if (work != null) {
            work.permit().close();
            work.atEnd().accept(why);
        }
        synchronized (carried) {
            carried.notifyAll();
        }
    }

    int count() {
        return carried.size();
    }

    List<PromptRun> all() {
        return List.copyOf(carried.keySet());
    }

    Set<Identity> identities() {
        return carried.keySet().stream().map(PromptRun::identity).collect(Collectors.toSet());
    }

    /** Returns when none is on its way any more, or when patience or this thread is at its end. */
    void awaitNone(Duration patience) {
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
}
