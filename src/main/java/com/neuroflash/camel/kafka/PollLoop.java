package com.neuroflash.camel.kafka;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * The thread that polls, and does nothing else but to commit the watermarks: it stays in its group however long prompts
 * take. While our hand is full it polls with all partitions paused. Whatever fails is begun anew.
 */
final class PollLoop implements Runnable {
    private static final Duration USUAL_POLL = Duration.ofMillis(200);
    private static final Duration FULL_POLL = Duration.ofMillis(20);
    private static final Duration ANEW = Duration.ofSeconds(3);
    private static final Duration LOOK_FOR_TOPIC = Duration.ofSeconds(15);
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);
    private static final long COMMIT_INTERVAL = Duration.ofMillis(500).toNanos();

    private final KafkaAccess access;
    private final String topic;
    private final HandOver handOver;
    private final BrokerWatch watch;
    private final CountDownLatch stopAsked = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Consumer<byte[], byte[]> current;
    private long committedAt;

    PollLoop(KafkaAccess access, String topic, HandOver handOver) {
        this.access = requireNonNull(access, "access is null");
        this.topic = requireNonNull(topic, "topic is null");
        this.handOver = requireNonNull(handOver, "handOver is null");
        watch = new BrokerWatch(access.brokers());
    }

    @Override
    public void run() {
        try {
            while (!isStopping()) {
                runOnce();
                stopAsked.await(ANEW.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }

    /** Asks for an end, and waits for it, but not long. */
    void stop() throws InterruptedException {
        stopAsked.countDown();
        Consumer<byte[], byte[]> polling = current;
        if (polling != null) {
            polling.wakeup();
        }
        ended.await(LAST_WORDS.multipliedBy(3).toMillis(), TimeUnit.MILLISECONDS);
    }

    private boolean isStopping() {
        return stopAsked.getCount() == 0;
    }

    private void runOnce() {
        try {
            Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(access.properties(handOver.recordsAPoll()));
            Assignment assignment = new Assignment(consumer, handOver);
            current = consumer;
            try {
                watch.begin(consumer);
                poll(consumer, assignment);
            } finally {
                current = null;
                close(consumer, assignment);
            }
        } catch (WakeupException stop) {
            // the loop around looks whether it was asked for
        } catch (RuntimeException failure) {
            watch.failed(failure);
        }
    }

    private void close(Consumer<byte[], byte[]> consumer, Assignment assignment) {
        try {
            consumer.close(LAST_WORDS);
        } finally {
            assignment.end();
        }
    }

    private void poll(Consumer<byte[], byte[]> consumer, Assignment assignment) {
        awaitTopic(consumer);
        consumer.subscribe(List.of(topic), assignment);
        while (!isStopping()) {
            pollOnce(consumer, assignment);
        }
        long deadline = System.nanoTime() + LAST_WORDS.toNanos();
        while (!handOver.isQuiet() && deadline - System.nanoTime() > 0) {
            pollOnce(consumer, assignment);
        }
        assignment.commitNow(consumer.assignment());
        assignment.end();
    }

    private void pollOnce(Consumer<byte[], byte[]> consumer, Assignment assignment) {
        boolean full = handOver.isFull() || isStopping();
        if (full) {
            consumer.pause(consumer.assignment());
        } else {
            consumer.resume(consumer.paused());
        }
        try {
            consumer.poll(full ? FULL_POLL : USUAL_POLL).forEach(assignment::take);
        } catch (WakeupException stop) {
            return;
        }
        watch.look(consumer.groupMetadata().generationId() >= 0);
        long now = System.nanoTime();
        if (now - committedAt > COMMIT_INTERVAL) {
            committedAt = now;
            assignment.commit();
        }
    }

    /** A subscription to a topic that isn't there says nothing. */
    private void awaitTopic(Consumer<byte[], byte[]> consumer) {
        while (!isStopping()) {
            try {
                List<PartitionInfo> partitions = consumer.partitionsFor(topic, LOOK_FOR_TOPIC);
                if (partitions != null && !partitions.isEmpty()) {
                    return;
                }
                watch.tell("there is no topic " + topic);
                stopAsked.await(ANEW.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException silence) {
                watch.isAway();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
