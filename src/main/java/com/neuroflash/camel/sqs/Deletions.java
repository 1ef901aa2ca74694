package com.neuroflash.camel.sqs;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes messages that have come to their end, in batches, and again until it succeeds. */
final class Deletions {
    private static final Logger LOG = LoggerFactory.getLogger(Deletions.class);
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final SqsQueue queue;
    private final HeldMessages held;
    private final ScheduledExecutorService thread;
    private final BlockingQueue<HeldMessage> ended = new LinkedBlockingQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    /**
     * None yet.
     *
     * @param thread a single one; the owner ends it
     */
    Deletions(SqsQueue queue, HeldMessages held, ScheduledExecutorService thread) {
        this.queue = requireNonNull(queue, "queue is null");
        this.held = requireNonNull(held, "held is null");
        this.thread = requireNonNull(thread, "thread is null");
    }

    /** Has a message deleted, however long that takes; it stays hidden until then. */
    void add(HeldMessage message) {
        if (message.end()) {
            waiting.incrementAndGet();
            ended.add(message);
            run(Duration.ZERO);
        }
    }

    /** How many are not deleted yet. */
    int waiting() {
        return waiting.get();
    }

    private void run(Duration delay) {
        try {
            thread.schedule(this::deleteAll, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopped) {
            LOG.debug("{} messages are not deleted; they come again and are answered from the ledger", waiting());
        }
    }

    private void deleteAll() {
        List<HeldMessage> again = new ArrayList<>();
        try {
            for (List<HeldMessage> batch = batch(); !batch.isEmpty(); batch = batch()) {
                again.addAll(batch);
                again.removeAll(delete(batch));
            }
        } catch (QueueAwayException away) {
            LOG.debug("{} messages are deleted later", waiting());
        } catch (RuntimeException unexpected) {
            LOG.error("{} messages of {} are deleted later", waiting(), queue.name(), unexpected);
        }
        if (!again.isEmpty()) {
            ended.addAll(again);
            run(AGAIN);
        }
    }

    private List<HeldMessage> batch() {
        List<HeldMessage> batch = new ArrayList<>();
        ended.drainTo(batch, SqsQueue.BATCH);
        return batch;
    }

    /** Those that are gone, or whose receipt is no longer good, so that no further try can help. */
    private List<HeldMessage> delete(List<HeldMessage> batch) {
        List<HeldMessage> gone = new ArrayList<>(batch);
        for (SqsQueue.Refused one : queue.delete(batch)) {
            LOG.debug("{} is not deleted: {}", one.message(), one.reason());
            if (!one.forGood()) {
                gone.remove(one.message());
            }
        }
        gone.forEach(held::remove);
        waiting.addAndGet(-gone.size());
        return gone;
    }
}
