package com.neuroflash.camel.bench;

import com.neuroflash.camel.simulator.SimulatorSettings;
import com.neuroflash.camel.sqs.LocalSqsServer;
import com.neuroflash.camel.sqs.TestQueue;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.camel.component.aws2.sqs.Sqs2Component;

/** Messages per second from one SQS queue (ElasticMQ in this JVM), from the first that is sent to the last image. */
final class QueueRate {
    private static final long IMAGE_BYTES = 4 * 1024;
    private static final int WARM_UP = 200;
    private static final int MOST_RECEIVES = 1_000;
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration PLAIN_LIMIT = Duration.ofSeconds(60);
    private static final String HEAP = "-Xmx512m";

    private final Path work;
    private final Duration latency;
    private final int concurrency;
    private final int messages;

    /**
     * What was found.
     *
     * @param rate messages per second, from their sending
     * @param delivered how many were, before the time was up
     * @param balance of the whole run, warm-up included
     */
    record Result(double rate, int delivered, Balance balance) {}

    QueueRate(Path work, Duration latency, int concurrency, int messages) {
        this.work = work;
        this.latency = latency;
        this.concurrency = concurrency;
        this.messages = messages;
    }

    /** What a consumer without any cost of its own would reach. */
    double ideal() {
        return concurrency / (latency.toNanos() / 1e9);
    }

    Result measure(Pipeline pipeline) throws IOException, URISyntaxException {
        try (BenchDirectory directory = BenchDirectory.create(work);
                SimulatorProcess simulator =
                        SimulatorProcess.fast(directory.path().resolve("simulator"), IMAGE_BYTES, latency);
                LocalSqsServer server = new LocalSqsServer();
                TestQueue queue = TestQueue.create(server.endpoint(), MOST_RECEIVES);
                RunningPipeline running = start(pipeline, directory.path(), simulator.baseUrl(), queue)) {
            send(queue, WARM_UP);
            await(running, queue, WARM_UP, pipeline);
            Instant start = Instant.now();
            send(queue, messages);
            await(running, queue, WARM_UP + messages, pipeline);
            List<Instant> written = running.writtenAfter(start);
            double seconds =
                    Duration.between(start, written.get(written.size() - 1)).toNanos() / 1e9;
            return new Result(
                    written.size() / seconds,
                    written.size(),
                    Balance.of(WARM_UP + messages, simulator, running, IMAGE_BYTES));
        }
    }

    private static void send(TestQueue queue, int count) {
        queue.sendAll(IntStream.range(0, count)
                .mapToObj(number -> "{\"prompt\":\"A lighthouse on a basalt cliff, picture " + number
                        + "\",\"output_format\":\"jpeg\",\"num_images\":1}")
                .toList());
    }

    private static void await(RunningPipeline running, TestQueue queue, int images, Pipeline pipeline) {
        boolean ours = pipeline == Pipeline.OURS;
        boolean done = Waiting.until(
                () -> queue.isDone() && running.images().size() >= images
                        || !running.process().isAlive(),
                Duration.ofMillis(250),
                ours ? LIMIT : PLAIN_LIMIT);
        if (ours && !done || !running.process().isAlive()) {
            throw new AssertionError(
                    images + " messages were not delivered within " + LIMIT + ":\n" + running.lastWords());
        }
    }

    private RunningPipeline start(Pipeline pipeline, Path directory, URI baseUrl, TestQueue queue)
            throws IOException, URISyntaxException {
        boolean ours = pipeline == Pipeline.OURS;
        List<String> arguments = new ArrayList<>(List.of(HEAP));
        arguments.addAll(ours ? ourArguments(queue) : plainArguments(baseUrl, queue));
        Map<String, String> environment = new HashMap<>(BucketServer.CREDENTIALS);
        environment.putAll(SimulatorProcess.credentials(baseUrl));
        JavaProcess process = JavaProcess.start(directory, ours ? "service" : "plain", arguments, environment);
        Path outbox = directory.resolve(ours ? "data/outbox" : "outbox");
        return new RunningPipeline(process, directory, directory, outbox);
    }

    private List<String> ourArguments(TestQueue queue) {
        List<String> arguments = new ArrayList<>(List.of("-jar", Packed.jar().toString(), "run"));
        Map<String, String> settings = Map.of(
                "sqs.queue", queue.name(),
                "sqs.region", "us-east-1",
                "sqs.endpoint", queue.endpoint().toString(),
                "pipeline.concurrency", Integer.toString(concurrency));
        settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        return arguments;
    }

    /** The packed jar brings no camel-aws2-sqs. */
    private List<String> plainArguments(URI baseUrl, TestQueue queue) throws URISyntaxException {
        Path component = Path.of(Sqs2Component.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<String> classPath = new ArrayList<>(Packed.plain(PlainSqsRoute.class));
        classPath.set(1, classPath.get(1) + File.pathSeparator + component);
        List<String> arguments = new ArrayList<>(List.of(
                "-Dplain.concurrency=" + concurrency,
                "-Dplain.base-url=" + baseUrl,
                "-Dplain.host=" + baseUrl.getScheme() + "://" + baseUrl.getAuthority(),
                "-Dplain.access-token=" + SimulatorSettings.DEFAULT_ACCESS_TOKEN,
                "-Dplain.workspace-id=" + SimulatorSettings.DEFAULT_WORKSPACE,
                "-Dplain.sink=file:outbox?fileName=${header.imageId}.jpeg",
                "-Dplain.queue=" + queue.name(),
                "-Dplain.queue-endpoint=" + queue.endpoint()));
        arguments.addAll(classPath);
        return arguments;
    }
}
