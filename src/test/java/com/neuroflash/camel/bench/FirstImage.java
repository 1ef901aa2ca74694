package com.neuroflash.camel.bench;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From the start of the process to the first image in the sink: the median of a few starts in an empty directory. */
final class FirstImage {
    private static final int STARTS = 5;
    private static final double AIM_SECONDS = 4;
    private static final Duration LOOK = Duration.ofMillis(5);
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Path work;

    FirstImage(Path work) {
        this.work = work;
    }

    List<Row> measure() throws IOException, URISyntaxException {
        double[] embedded = new double[STARTS];
        double[] ours = new double[STARTS];
        double[] plain = new double[STARTS];
        try (BenchDirectory directory = BenchDirectory.create(work);
                SimulatorProcess simulator = SimulatorProcess.painting(directory.path())) {
            Optional<URI> running = Optional.of(simulator.baseUrl());
            for (int start = 0; start < STARTS; start++) {
                embedded[start] = seconds(Pipeline.OURS, Optional.empty());
                plain[start] = seconds(Pipeline.PLAIN, running);
                ours[start] = seconds(Pipeline.OURS, running);
            }
        }
        List<Row> rows = new ArrayList<>();
        rows.add(row(
                        "`java -jar` to the first image: ours with its embedded simulator, plain with one that is running",
                        embedded,
                        plain)
                .withAim("under 4 s", median(embedded) < AIM_SECONDS));
        rows.add(row("the same, both with a simulator that is running", ours, plain));
        return rows;
    }

    private double seconds(Pipeline pipeline, Optional<URI> simulator) throws IOException, URISyntaxException {
        try (BenchDirectory directory = BenchDirectory.create(work)) {
            if (simulator.isPresent()) {
                RunningPipeline.drop(pipeline.inbox(directory.path()), "welcome.jsonl", 1);
            }
            Setup setup = new Setup(
                    directory.path(),
                    Setup.USUAL_OPTIONS,
                    Setup.USUAL_CONCURRENCY,
                    simulator,
                    Optional.empty(),
                    LedgerChoice.embedded());
            long start = System.nanoTime();
            try (RunningPipeline running = pipeline.start(setup)) {
                boolean delivered = Waiting.until(
                        () -> running.images().stream().anyMatch(image -> image.length() > 0), LOOK, LIMIT);
                if (!delivered) {
                    throw new AssertionError(
                            pipeline + " delivered nothing within " + LIMIT + ":\n" + running.lastWords());
                }
                return (System.nanoTime() - start) / 1e9;
            }
        }
    }

    private static Row row(String what, double[] ours, double[] plain) {
        return Row.of(
                what,
                Spread.of(ours).text("%.2f", " s"),
                Spread.of(plain).text("%.2f", " s"),
                Row.ratio(median(ours), median(plain)));
    }

    private static double median(double[] values) {
        return Spread.of(values).median();
    }
}
