package com.neuroflash.camel.bench;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Many files of one prompt each, dropped at once into a warm pipeline: until the last image is there. */
final class ManyFiles {
    private static final int FILES = 500;
    private static final int WARM_UP_PROMPTS = 500;
    private static final Duration WARM_UP_LIMIT = Duration.ofMinutes(5);
    private static final long IMAGE_BYTES = 256 * 1024;

    private final Path work;

    /**
     * What was found.
     *
     * @param first seconds until the first image
     * @param last seconds until the last image that came within the limit
     * @param delivered how many came within the limit
     * @param complete whether all came
     * @param balance of the whole run, warm-up included
     */
    record Result(double first, double last, int delivered, boolean complete, Balance balance) {
        String text() {
            return complete
                    ? Row.text("%.1f s (first after %.1f s)", last, first)
                    : Row.text("%d of %d after %.0f s", delivered, FILES, last);
        }
    }

    ManyFiles(Path work) {
        this.work = work;
    }

    /** Waits no longer than {@code limit}: the plain route would take a second or more a file. */
    Result measure(Pipeline pipeline, Duration limit) throws IOException, URISyntaxException {
        try (BenchDirectory directory = BenchDirectory.create(work);
                SimulatorProcess simulator =
                        SimulatorProcess.fast(directory.path().resolve("simulator"), IMAGE_BYTES, Duration.ZERO);
                RunningPipeline running = pipeline.start(Setup.usual(directory.path(), simulator.baseUrl()))) {
            running.drop("warm-up.jsonl", WARM_UP_PROMPTS);
            if (!running.awaitFinished("warm-up.jsonl", WARM_UP_LIMIT)) {
                throw new AssertionError("the warm-up was not delivered:\n" + running.lastWords());
            }
            Instant start = Instant.now();
            for (int file = 1; file <= FILES; file++) {
                running.drop("prompt-" + file + ".jsonl", 1);
            }
            boolean complete = running.awaitFinished(1 + FILES, limit);
            List<Instant> written = running.images().stream()
                    .map(DeliveredImage::writtenAt)
                    .filter(moment -> moment.isAfter(start))
                    .sorted()
                    .toList();
            Balance balance = Balance.of(WARM_UP_PROMPTS + FILES, simulator, running, IMAGE_BYTES);
            return new Result(
                    seconds(start, written.get(0)),
                    seconds(start, written.get(written.size() - 1)),
                    written.size(),
                    complete,
                    balance);
        }
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e9;
    }
}
