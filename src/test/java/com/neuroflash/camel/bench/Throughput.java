package com.neuroflash.camel.bench;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Images per second of a warm pipeline: the first to the last image of one file of prompts that takes about 20 seconds.
 * All get a fresh simulator, so that its state and its compiler are as young, and as many images to warm up, since it is
 * work and not time that a compiler learns from.
 */
final class Throughput {
    private static final int FIRST_PROMPTS = 100;
    private static final int MOST_PROMPTS = 20_000;
    private static final int WARM_UP_IMAGES = 4_000;
    private static final double MOST_WARM_UP_SECONDS = 40;
    private static final double WARM_UP_STEP_SECONDS = 4;
    private static final double MEASURED_SECONDS = 23;
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Path work;
    private final long imageBytes;
    private final Duration latency;

    /**
     * What was found.
     *
     * @param rate in images per second
     * @param images how many were measured
     * @param cpu milliseconds of the pipeline's process an image
     * @param simulatorCpu milliseconds of the simulator's process an image
     * @param balance of the whole run, warm-up included
     * @param sidecars how many lie beside the images
     */
    record Result(double rate, int images, double cpu, double simulatorCpu, Balance balance, long sidecars) {}

    private record Stretch(int images, double rate) {}

    Throughput(Path work, long imageBytes, Duration latency) {
        this.work = work;
        this.imageBytes = imageBytes;
        this.latency = latency;
    }

    Result measure(Pipeline pipeline) throws IOException, URISyntaxException {
        return measure(pipeline, LedgerChoice.embedded());
    }

    Result measure(Pipeline pipeline, LedgerChoice ledger) throws IOException, URISyntaxException {
        try (BenchDirectory directory = BenchDirectory.create(work);
                SimulatorProcess simulator =
                        SimulatorProcess.fast(directory.path().resolve("simulator"), imageBytes, latency);
                RunningPipeline running = pipeline.start(Setup.usual(directory.path(), simulator.baseUrl(), ledger))) {
            int asked = 0;
            int prompts = FIRST_PROMPTS;
            double rate = 0;
            for (double warm = 0;
                    asked < WARM_UP_IMAGES && warm < MOST_WARM_UP_SECONDS;
                    warm += prompts / rate, prompts = prompts(rate, WARM_UP_STEP_SECONDS)) {
                rate = run(running, "warm-up-" + asked, prompts).rate();
                asked += prompts;
            }
            int measured = prompts(rate, MEASURED_SECONDS);
            Duration cpu = running.process().cpu();
            Duration simulatorCpu = simulator.cpu();
            Stretch stretch = run(running, "measured", measured);
            return new Result(
                    stretch.rate(),
                    stretch.images(),
                    running.process().cpu().minus(cpu).toMillis() / (double) measured,
                    simulator.cpu().minus(simulatorCpu).toMillis() / (double) measured,
                    Balance.of(asked + measured, simulator, running, imageBytes),
                    running.sidecars());
        }
    }

    private static int prompts(double rate, double seconds) {
        return (int) Math.max(FIRST_PROMPTS, Math.min(MOST_PROMPTS, rate * seconds));
    }

    /** One file; its images are those that were written since. */
    private Stretch run(RunningPipeline running, String name, int prompts) throws IOException {
        Instant start = Instant.now();
        running.drop(name + ".jsonl", prompts);
        if (!running.awaitFinished(name + ".jsonl", LIMIT)) {
            throw new AssertionError(
                    prompts + " prompts were not delivered within " + LIMIT + ":\n" + running.lastWords());
        }
        List<Instant> written = running.writtenAfter(start);
        if (written.size() < prompts) {
            throw new AssertionError(
                    "of " + prompts + " prompts " + written.size() + " were delivered:\n" + running.lastWords());
        }
        Duration took = Duration.between(written.get(0), written.get(written.size() - 1));
        return new Stretch(written.size(), (written.size() - 1) / (took.toNanos() / 1e9));
    }
}
