package com.neuroflash.camel.bench;

import com.neuroflash.camel.kafka.KafkaBroker;
import com.neuroflash.camel.simulator.SimulatorSettings;
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
import org.apache.camel.component.kafka.KafkaComponent;

/** Messages per second from one partition of a Kafka topic, our source beside a plain camel-kafka route. */
final class KafkaRate {
    private static final String TOPIC = "prompts";
    private static final long IMAGE_BYTES = 4_096;
    private static final List<String> OPTIONS = List.of("-Xmx256m");
    private static final int WARM_UP = 200;
    private static final Duration WARM_UP_LIMIT = Duration.ofSeconds(60);

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

    KafkaRate(Path work, Duration latency, int concurrency, int messages) {
        this.work = work;
        this.latency = latency;
        this.concurrency = concurrency;
        this.messages = messages;
    }

    /** What the latency alone allows; infinite without one. */
    double idealRate() {
        return latency.isZero() ? Double.POSITIVE_INFINITY : concurrency / (latency.toNanos() / 1e9);
    }

    /** Warms up, sends all messages and counts until all are delivered or the time is up. */
    Result measure(Pipeline pipeline, Duration limit) throws IOException, URISyntaxException {
        try (BenchDirectory directory = BenchDirectory.create(work);
                KafkaBroker broker = KafkaBroker.start(directory.path().resolve("kafka"));
                SimulatorProcess simulator =
                        SimulatorProcess.fast(directory.path().resolve("simulator"), IMAGE_BYTES, latency)) {
            broker.create(TOPIC, 1);
            Path out = directory.path().resolve(pipeline == Pipeline.OURS ? "data/outbox" : "outbox");
            JavaProcess process = pipeline == Pipeline.OURS
                    ? ours(directory.path(), broker, simulator.baseUrl())
                    : plain(directory.path(), broker, simulator.baseUrl());
            try (RunningPipeline running = new RunningPipeline(process, directory.path(), directory.path(), out)) {
                send(broker, 0, WARM_UP);
                Waiting.until(() -> running.images().size() >= WARM_UP, Duration.ofMillis(250), WARM_UP_LIMIT);
                Instant start = Instant.now();
                send(broker, WARM_UP, messages);
                Waiting.until(() -> running.images().size() >= WARM_UP + messages, Duration.ofMillis(250), limit);
                List<Instant> written = running.writtenAfter(start);
                Duration took = Duration.between(start, written.get(written.size() - 1));
                return new Result(
                        written.size() / (took.toNanos() / 1e9),
                        written.size(),
                        Balance.of(WARM_UP + messages, simulator, running, IMAGE_BYTES));
            }
        }
    }

    private static void send(KafkaBroker broker, int first, int count) {
        broker.send(
                TOPIC,
                0,
                IntStream.range(first, first + count)
                        .mapToObj(KafkaRate::message)
                        .toList());
    }

    private static String message(int number) {
        return "{\"prompt\":\"A lighthouse on a basalt cliff, picture " + number
                + "\",\"output_format\":\"jpeg\",\"num_images\":1}";
    }

    private JavaProcess ours(Path directory, KafkaBroker broker, URI baseUrl) throws IOException {
        List<String> arguments = new ArrayList<>(OPTIONS);
        arguments.addAll(List.of("-jar", Packed.jar().toString(), "run"));
        Map<String, String> environment = new HashMap<>(SimulatorProcess.credentials(baseUrl));
        environment.put("KAFKA_TOPIC", TOPIC);
        environment.put("KAFKA_BROKERS", broker.address());
        environment.put("INBOX_ENABLED", "false");
        environment.put("PIPELINE_CONCURRENCY", Integer.toString(concurrency));
        return JavaProcess.start(directory, "service", arguments, environment);
    }

    private JavaProcess plain(Path directory, KafkaBroker broker, URI baseUrl) throws IOException, URISyntaxException {
        List<String> arguments = new ArrayList<>(OPTIONS);
        arguments.add("-Dplain.concurrency=" + concurrency);
        arguments.add("-Dplain.base-url=" + baseUrl);
        arguments.add("-Dplain.host=" + baseUrl.getScheme() + "://" + baseUrl.getAuthority());
        arguments.add("-Dplain.access-token=" + SimulatorSettings.DEFAULT_ACCESS_TOKEN);
        arguments.add("-Dplain.workspace-id=" + SimulatorSettings.DEFAULT_WORKSPACE);
        arguments.add("-Dplain.sink=file:outbox?fileName=${header.imageId}.jpeg");
        arguments.add("-Dplain.topic=" + TOPIC);
        arguments.add("-Dplain.brokers=" + broker.address());
        List<String> program = new ArrayList<>(Packed.plain(PlainKafkaRoute.class));
        Path camelKafka = Path.of(KafkaComponent.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        program.set(1, program.get(1) + File.pathSeparator + camelKafka);
        arguments.addAll(program);
        return JavaProcess.start(directory, "service", arguments, Map.of());
    }
}
