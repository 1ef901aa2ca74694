package com.neuroflash.camel.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Others of the same workspace, who generate the same prompts, some at the very moment of one of ours, and delete some of
 * their images again.
 */
final class ForeignUsers implements AutoCloseable {
    private static final long SOMEBODY_ELSE = 4712;
    private static final long INTERVAL_MILLIS = 10;
    private static final int ONE_IN = 3;
    /** Less than the history lag that is assumed. */
    private static final Duration JUST_NOW = Duration.ofMillis(500);

    private final SimulatorServer simulator;
    private final Random random;
    private final Deque<String> images = new ArrayDeque<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private volatile long inserted;
    private volatile long deleted;
    private volatile long atOurMoments;

    ForeignUsers(SimulatorServer simulator, Random random) {
        this.simulator = simulator;
        this.random = new Random(random.nextLong());
    }

    /** From now until it is closed. */
    void begin(String prompt, int prompts) {
        thread.scheduleWithFixedDelay(
                () -> generate(String.format(prompt, random.nextInt(prompts))),
                0,
                INTERVAL_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    long inserted() {
        return inserted;
    }

    long deleted() {
        return deleted;
    }

    /** How many have the {@code created_at} of one of ours. */
    long atOurMoments() {
        return atOurMoments;
    }

    private void generate(String prompt) {
        Optional<Instant> ours = random.nextInt(ONE_IN) == 0 ? latestOfOurs() : Optional.empty();
        String moment = ours.map(at -> ",\"created_at\":\"" + at + "\"").orElse("");
        images.addAll(simulator.insert(
                "{\"user_id\":" + SOMEBODY_ELSE + ",\"prompt\":\"" + prompt + "\",\"images\":1" + moment + "}"));
        inserted++;
        atOurMoments += ours.isPresent() ? 1 : 0;
        if (random.nextInt(3) == 0) {
            simulator.delete(images.poll());
            deleted++;
        }
    }

    private Optional<Instant> latestOfOurs() {
        List<SimulatorServer.Billed> bill = simulator.bill();
        return bill.isEmpty()
                ? Optional.empty()
                : Optional.of(bill.get(bill.size() - 1).at())
                        .filter(at -> at.isAfter(Instant.now().minus(JUST_NOW)));
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            thread.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
