package com.neuroflash.camel.bench;

import com.neuroflash.camel.jms.JmsServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Messages of one JMS queue per second, one image each: from the sending to the last image. The images are as small as
 * over Kafka and SQS, so that the rows of the three tell of the sources. The broker is in this JVM.
 */
final class JmsRate {
    private static final long IMAGE_BYTES = 4_096;
    private static final Duration LIMIT = Duration.ofMinutes(6);
    private static final Duration PLAIN_LIMIT = Duration.ofSeconds(120);

    private final Path work;
    private final int concurrency;
    private final Duration latency;
    private final int warmUp;
    private final int messages;

    /**
     * What was found.
     *
     * @param rate in messages per second, from their sending
     * @param messages how many were delivered, before the time was up
     * @param cpu milliseconds of the pipeline's process a message
     * @param balance of the whole run, warm-up included
     */
    record Result(double rate, int messages, double cpu, Balance balance) {
        String text() {
            return Row.text("%.1f/s (%d messages, %.1f ms CPU each)", rate, messages, cpu) + balance.remark();
        }
    }

    private JmsRate(Path work, int concurrency, Duration latency, int warmUp, int messages) {
        this.work = work;
        this.concurrency = concurrency;
        this.latency = latency;
        this.warmUp = warmUp;
        this.messages = messages;
    }

    /** Generations that take no time. */
    static JmsRate withoutLatency(Path work) {
        return new JmsRate(work, Setup.USUAL_CONCURRENCY, Duration.ZERO, 1_000, 2_000);
    }

    /** Generations of 10 s, 200 at a time, twelve times over, so that the ramps at both ends weigh little. */
    static JmsRate slow(Path work) {
        return new JmsRate(work, 200, Duration.ofSeconds(10), 200, 2_400);
    }

    /** What {@code concurrency} generations at a time would come to, without anything else. */
    double ideal() {
        return concurrency / (latency.toMillis() / 1e3);
    }

    Result measure(JmsPipeline pipeline) throws Exception {
        try (BenchDirectory directory = BenchDirectory.create(work);
                JmsServer broker = new JmsServer(directory.path().resolve("broker")).start();
                SimulatorProcess simulator =
                        SimulatorProcess.fast(directory.path().resolve("simulator"), IMAGE_BYTES, latency);
                RunningPipeline running = pipeline.start(setup(directory.path(), simulator), broker.url())) {
            boolean ours = pipeline == JmsPipeline.OURS;
            send(broker, 0, warmUp);
            await(running, broker, warmUp, ours);
            Duration cpu = running.process().cpu();
            Instant start = Instant.now();
            send(broker, warmUp, messages);
            await(running, broker, warmUp + messages, ours);
            List<Instant> written = running.writtenAfter(start);
            double took =
                    Duration.between(start, written.get(written.size() - 1)).toNanos() / 1e9;
            double used = running.process().cpu().minus(cpu).toMillis() / (double) written.size();
            Balance balance = Balance.of(warmUp + messages, simulator, running, IMAGE_BYTES);
            return new Result(written.size() / took, written.size(), used, balance);
        }
    }

    private Setup setup(Path directory, SimulatorProcess simulator) {
        return new Setup(
                directory,
                List.of("-Xmx512m"),
                concurrency,
                Optional.of(simulator.baseUrl()),
                Optional.empty(),
                LedgerChoice.embedded());
    }

    private static void send(JmsServer broker, int first, int count) {
        broker.sendText(
                JmsPipeline.QUEUE,
                IntStream.range(first, first + count)
                        .mapToObj(number -> "{\"prompt\":\"A lighthouse on a basalt cliff, picture " + number
                                + "\",\"output_format\":\"jpeg\",\"num_images\":1}")
                        .toArray(String[]::new));
    }

    /** Until the queue is empty, which no message leaves before its image is there; the plain route for a while. */
    private static void await(RunningPipeline running, JmsServer broker, int images, boolean ours) {
        boolean done = Waiting.until(
                () -> broker.count(JmsPipeline.QUEUE) == 0 && running.images().size() >= images,
                Duration.ofMillis(500),
                ours ? LIMIT : PLAIN_LIMIT);
        if (!done && ours) {
            throw new AssertionError(
                    images + " messages were not delivered within " + LIMIT + ":\n" + running.lastWords());
        }
    }
}
