package com.neuroflash.camel.chaos;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Others of the same workspace, who generate the same prompts and delete some of their images again. */
final class ForeignUsers implements AutoCloseable {
    private static final long SOMEBODY_ELSE = 4712;
    private static final long INTERVAL_MILLIS = 10;

    private final SimulatorServer simulator;
    private final Random random;
    private final Deque<String> images = new ArrayDeque<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private volatile long inserted;
    private volatile long deleted;

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

    private void generate(String prompt) {
        images.addAll(
                simulator.insert("{\"user_id\":" + SOMEBODY_ELSE + ",\"prompt\":\"" + prompt + "\",\"images\":1}"));
        inserted++;
        if (random.nextInt(3) == 0) {
            simulator.delete(images.poll());
            deleted++;
        }
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
