package com.neuroflash.camel.bench;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Many slow generations on their way at once in a small heap: whether waiting costs anything but time. */
final class ManyInFlight {
    static final int PROMPTS_AT_ONCE = 1000;
    static final Duration LATENCY = Duration.ofSeconds(10);
    /** So many that the ramps at both ends weigh little, as in a service that runs. */
    static final int PROMPTS = 12 * PROMPTS_AT_ONCE;

    private static final long IMAGE_BYTES = 256 * 1024;
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final List<String> OPTIONS = List.of("-Xmx512m");

    private final Path work;

    /**
     * What was found.
     *
     * @param rate in images per second, counted from when the first of them was sent
     * @param cpu milliseconds of the pipeline's process an image
     * @param simulatorCpu milliseconds of the simulator's process an image
     * @param busy how many processors both used
     * @param peak physical memory of the pipeline in bytes, where it could be told
     * @param balance of the whole run, warm-up included
     */
    record Result(double rate, double cpu, double simulatorCpu, double busy, Optional<Long> peak, Balance balance) {
        /** The rate that nothing but the latency would allow. */
        static double ideal() {
            return PROMPTS_AT_ONCE / (double) LATENCY.toSeconds();
        }

        String text() {
            return Row.text(
                    "%.1f/s; CPU an image %.2f ms, simulator %.2f ms, together %.2f processors; RSS %s",
                    rate,
                    cpu,
                    simulatorCpu,
                    busy,
                    peak.map(bytes -> bytes / 1024 / 1024 + " MiB").orElse("unknown"));
        }
    }

    ManyInFlight(Path work) {
        this.work = work;
    }

    Result measure() throws IOException, URISyntaxException {
        try (BenchDirectory directory = BenchDirectory.create(work);
                SimulatorProcess simulator =
                        SimulatorProcess.fast(directory.path().resolve("simulator"), IMAGE_BYTES, LATENCY);
                RunningPipeline running = Pipeline.OURS.start(new Setup(
                        directory.path(),
                        OPTIONS,
                        PROMPTS_AT_ONCE,
                        Optional.of(simulator.baseUrl()),
                        Optional.empty(),
                        LedgerChoice.embedded()))) {
            deliver(running, "warm-up.jsonl", PROMPTS_AT_ONCE);
            Instant begin = Instant.now();
            Duration cpu = running.process().cpu();
            Duration simulatorCpu = simulator.cpu();
            deliver(running, "measured.jsonl", PROMPTS);
            double ours = seconds(running.process().cpu().minus(cpu));
            double theirs = seconds(simulator.cpu().minus(simulatorCpu));
            double took = took(running, begin);
            return new Result(
                    PROMPTS / took,
                    ours * 1000 / PROMPTS,
                    theirs * 1000 / PROMPTS,
                    (ours + theirs) / took,
                    running.process().peakMemory(),
                    Balance.of(PROMPTS_AT_ONCE + PROMPTS, simulator, running, IMAGE_BYTES));
        }
    }

    private static void deliver(RunningPipeline running, String name, int prompts) throws IOException {
        running.drop(name, prompts);
        if (!running.awaitFinished(name, LIMIT)) {
            throw new AssertionError(
                    prompts + " prompts were not delivered within " + LIMIT + ":\n" + running.lastWords());
        }
    }

    /** From the first image, less its latency, to the last one. */
    private static double took(RunningPipeline running, Instant begin) throws IOException {
        List<Instant> written = running.writtenAfter(begin);
        return seconds(Duration.between(written.get(0), written.get(written.size() - 1))
                .plus(LATENCY));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
