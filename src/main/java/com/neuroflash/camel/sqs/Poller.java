package com.neuroflash.camel.sqs;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.intent.Intake;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Receives no more messages than there are permits, one permit for each; while the queue is empty it takes a single one,
 * so that other sources lose next to nothing by it. Messages that could not be brought to their end are tried again
 * before new ones are received.
 */
final class Poller implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Poller.class);
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration WHILE_CLOSED = Duration.ofMillis(100);
    private static final Duration WHILE_AWAY = Duration.ofSeconds(1);

    /** How many may wait to be brought again before nothing more is received. */
    static final int MOST_AGAIN = 100;

    private final SqsQueue queue;
    private final Intake intake;
    private final Receiver receiver;
    private final DelayQueue<Again> again = new DelayQueue<>();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private boolean flowing;

    /** Takes what the poller brings; returns at once. */
    interface Receiver {
        /** Whether it may be brought more. */
        boolean hasRoom();

        /** A message as it comes from the queue; the permit is the receiver's. */
        void receive(Message message, Intake.Permit permit);

        /** A message that it had asked to be given again; the permit is the receiver's. */
        void retry(HeldMessage message, Intake.Permit permit);
    }

    private record Again(HeldMessage message, long at) implements Delayed {
        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(at - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }

    Poller(SqsQueue queue, Intake intake, Receiver receiver) {
        this.queue = requireNonNull(queue, "queue is null");
        this.intake = requireNonNull(intake, "intake is null");
        this.receiver = requireNonNull(receiver, "receiver is null");
    }

    /** Brings a message again, with a permit, when so much time has passed. */
    void later(HeldMessage message, Duration delay) {
        again.add(new Again(message, System.nanoTime() + delay.toNanos()));
    }

    /** Receives nothing more, except by a call that is under way. */
    void stop() {
        stop.countDown();
    }

    boolean isStopping() {
        return stop.getCount() == 0;
    }

    /** Waits until nothing more can come; false when a call is still under way after {@code patience}. */
    boolean awaitStopped(Duration patience) throws InterruptedException {
        return stopped.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Takes out what waits to be brought again. */
    List<HeldMessage> waiting() {
        List<HeldMessage> waiting = new ArrayList<>();
        again.removeIf(each -> waiting.add(each.message()));
        return waiting;
    }

    @Override
    public void run() {
        try {
            while (!isStopping()) {
                runOnce();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            stopped.countDown();
        }
    }

    private void runOnce() throws InterruptedException {
        try {
            poll();
        } catch (QueueAwayException away) {
            flowing = false;
            await(WHILE_AWAY);
        } catch (RuntimeException unexpected) {
            LOG.error("messages of {} could not be received", queue.name(), unexpected);
            await(WHILE_AWAY);
        }
    }

    private void poll() throws InterruptedException {
        Deque<Intake.Permit> permits = permits(flowing ? SqsQueue.BATCH : 1);
        try {
            for (Again due = again.peek(); due != null && !permits.isEmpty() && isDue(due); due = again.peek()) {
                receiver.retry(again.remove().message(), permits.pop());
            }
            if (!permits.isEmpty() && !isStopping() && !isFull()) {
                receive(permits);
            }
        } finally {
            permits.forEach(Intake.Permit::close);
        }
        if (isFull()) {
            await(WHILE_CLOSED);
        }
    }

    private void receive(Deque<Intake.Permit> permits) {
        List<Message> messages = queue.receive(permits.size());
        flowing = !messages.isEmpty();
        messages.forEach(message -> receiver.receive(message, permits.pop()));
    }

    /** What can't be brought to its end keeps the rest in the queue, for whoever can. */
    private boolean isFull() {
        return again.size() >= MOST_AGAIN;
    }

    private static boolean isDue(Again message) {
        return message.getDelay(TimeUnit.NANOSECONDS) <= 0;
    }

    private Deque<Intake.Permit> permits(int most) throws InterruptedException {
        Deque<Intake.Permit> permits = new ArrayDeque<>();
        boolean room = receiver.hasRoom() && !intake.isFull();
        Optional<Intake.Permit> permit = room ? intake.tryAcquire(PATIENCE) : Optional.empty();
        while (permit.isPresent()) {
            permits.add(permit.get());
            permit = permits.size() < most ? intake.tryAcquire(Duration.ZERO) : Optional.empty();
        }
        if (permits.isEmpty()) {
            await(WHILE_CLOSED);
        }
        return permits;
    }

    private void await(Duration time) throws InterruptedException {
        if (stop.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.debug("the queue {} is polled no more", queue.name());
        }
    }
}
