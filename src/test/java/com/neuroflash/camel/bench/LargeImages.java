package com.neuroflash.camel.bench;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** As many large images at once as prompts are let in, under a heap that holds only a few of them. */
final class LargeImages {
    private static final String FILE = "large.jsonl";
    private static final int IMAGES = 64;
    private static final long IMAGE_BYTES = 25L * 1024 * 1024;
    /** The second has the JVM write that it is out of memory, where the error itself is swallowed by a thread pool. */
    private static final List<String> OPTIONS = List.of("-Xmx128m", "-XX:OnOutOfMemoryError=true");

    private static final String OUT_OF_MEMORY = "java.lang.OutOfMemoryError";
    /** Long enough that all generations are under way before the first image is fetched. */
    private static final Duration LATENCY = Duration.ofSeconds(2);

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration AFTER_OUT_OF_MEMORY = Duration.ofSeconds(10);

    private final Path work;

    /**
     * What was found.
     *
     * @param peak physical memory in bytes, where it could be told
     * @param outOfMemory whether the log tells of it
     * @param balance what was delivered; after an error of memory, within a few seconds more
     */
    record Result(Optional<Long> peak, boolean outOfMemory, Balance balance) {
        String text() {
            String memory =
                    peak.map(bytes -> Row.text("%d MiB", bytes / 1024 / 1024)).orElse("unknown");
            return (outOfMemory ? "`OutOfMemoryError`, " + memory : memory) + balance.remark();
        }
    }

    LargeImages(Path work) {
        this.work = work;
    }

    Result intoDirectory(Pipeline pipeline) throws IOException, URISyntaxException {
        try (BenchDirectory directory = BenchDirectory.create(work)) {
            return measure(pipeline, directory.path(), Optional.empty());
        }
    }

    Result intoBucket(Pipeline pipeline) throws Exception {
        try (BenchDirectory directory = BenchDirectory.create(work);
                BucketServer bucket = BucketServer.start(directory.path().resolve("s3"))) {
            return measure(pipeline, directory.path(), Optional.of(bucket));
        }
    }

    private static Result measure(Pipeline pipeline, Path directory, Optional<BucketServer> bucket)
            throws IOException, URISyntaxException {
        try (SimulatorProcess simulator = SimulatorProcess.fast(directory.resolve("simulator"), IMAGE_BYTES, LATENCY)) {
            RunningPipeline.drop(pipeline.inbox(directory), FILE, IMAGES);
            Setup setup = new Setup(
                    directory, OPTIONS, IMAGES, Optional.of(simulator.baseUrl()), bucket, LedgerChoice.embedded());
            try (RunningPipeline running = pipeline.start(setup)) {
                boolean outOfMemory = awaitEnd(running);
                return new Result(
                        running.process().peakMemory(),
                        outOfMemory,
                        Balance.of(IMAGES, simulator, running, IMAGE_BYTES));
            }
        }
    }

    /** Whether it ran out of memory; what it still does then is waited for, but not for long. */
    private static boolean awaitEnd(RunningPipeline running) throws IOException {
        Waiting.until(
                () -> running.hasFinished(FILE) || !running.process().isAlive() || isOutOfMemory(running),
                Duration.ofMillis(250),
                LIMIT);
        if (!isOutOfMemory(running)) {
            return false;
        }
        running.awaitFinished(FILE, AFTER_OUT_OF_MEMORY);
        return true;
    }

    private static boolean isOutOfMemory(RunningPipeline running) throws IOException {
        return running.process().output().contains(OUT_OF_MEMORY);
    }
}
