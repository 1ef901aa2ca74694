package com.neuroflash.camel.kafka;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.intent.Backoff;
import com.neuroflash.camel.intent.Intake;
import com.neuroflash.camel.source.MessageUnfinishedException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records in our hand. A thread of its own gives them to the pipeline, each as soon as there is a permit for it, so
 * that the thread that polls never waits. What could not be finished comes again after a while.
 */
final class HandOver implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(HandOver.class);
    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));
    private static final int FEWEST_A_POLL = 32;
    private static final int MOST_A_POLL = 500;
    private static final int HANDS_FULL = 8;

    private final Intake intake;
    private final int recordsAPoll;
    private final int mostInHand;
    private final Route route;
    private final DelayQueue<HeldRecord> waiting = new DelayQueue<>();
    private final AtomicInteger inHand = new AtomicInteger();
    private final AtomicInteger onTheirWay = new AtomicInteger();
    private final RandomGenerator random = RandomGenerator.getDefault();

    /** What comes after us. */
    interface Route {
        /**
         * Returns at once.
         *
         * @param permit closed at the end
         * @param atEnd told once: empty when the record need not come again
         */
        void send(HeldRecord record, Intake.Permit permit, Consumer<Optional<Exception>> atEnd);
    }

    /** Nothing in hand. */
    HandOver(Intake intake, Route route) {
        this.intake = requireNonNull(intake, "intake is null");
        this.route = requireNonNull(route, "route is null");
        recordsAPoll = Math.max(FEWEST_A_POLL, Math.min(MOST_A_POLL, intake.size()));
        // besides those at work, many may wait without a permit: for the history, or for another instance
        mostInHand = HANDS_FULL * Math.max(recordsAPoll, intake.size());
    }

    /** How many records are worth reading at once. */
    int recordsAPoll() {
        return recordsAPoll;
    }

    /** Whether no more should be read now. */
    boolean isFull() {
        return waiting.size() >= recordsAPoll || inHand.get() >= mostInHand;
    }

    /** Whether nothing that was handed over is still on its way. */
    boolean isQuiet() {
        return onTheirWay.get() == 0;
    }

    void take(HeldRecord record) {
        inHand.incrementAndGet();
        waiting.add(record);
    }

    /** Lets go what is not handed over and whose partition is no longer ours. */
    void dropUnwanted() {
        waiting.forEach(record -> {
            if (!record.isWanted() && waiting.remove(record)) {
                inHand.decrementAndGet();
            }
        });
    }

    @Override
    public void run() {
        try {
            while (handOverNext()) {
                LOG.trace("handed over");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for a record, then for a permit; false when the pipeline stops. */
    private boolean handOverNext() throws InterruptedException {
        HeldRecord record = waiting.take();
        Optional<Intake.Permit> permit =
                intake.awaitFewHalfRead(HeldRecord.SOURCE) ? intake.acquire() : Optional.empty();
        if (permit.isEmpty() || !record.isWanted()) {
            permit.ifPresent(Intake.Permit::close);
            inHand.decrementAndGet();
            return permit.isPresent();
        }
        onTheirWay.incrementAndGet();
        route.send(record, permit.get(), failure -> {
            permit.get().close();
            ended(record, failure);
            onTheirWay.decrementAndGet();
        });
        return true;
    }

    private void ended(HeldRecord record, Optional<Exception> failure) {
        if (failure.isEmpty()) {
            record.finish();
        }
        if (failure.isEmpty() || intake.isStopped() || !record.isWanted()) {
            inHand.decrementAndGet();
            return;
        }
        int failures = record.fail();
        if (failures == 1 && !(failure.get() instanceof MessageUnfinishedException)) {
            LOG.warn("{} failed; it comes again until it can be finished", record.message(), failure.get());
        }
        waiting.add(record.dueIn(BACKOFF.delay(failures, random).toNanos()));
    }
}
