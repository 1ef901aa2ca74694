package com.neuroflash.camel.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.neuroflash.camel.simulator.SimulatorSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What the simulator gives to clients that do next to nothing: whether it is the bottleneck of the measurements. */
final class SimulatorRate {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CLIENTS = 16;
    private static final long IMAGE_BYTES = 256 * 1024;
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration MEASURED = Duration.ofSeconds(5);
    private static final String PROMPT = "{\"prompt\":\"A lighthouse\",\"output_format\":\"jpeg\",\"num_images\":1}";

    private final Path work;

    /**
     * Images per second.
     *
     * @param views when one image is fetched again and again
     * @param flows when each image is generated, looked up in the history and fetched
     */
    record Result(double views, double flows) {}

    private interface Step {
        void run(WireClient client) throws IOException;
    }

    SimulatorRate(Path work) {
        this.work = work;
    }

    Result measure() throws Exception {
        try (BenchDirectory directory = BenchDirectory.create(work);
                SimulatorProcess simulator = SimulatorProcess.fast(directory.path(), IMAGE_BYTES, Duration.ZERO)) {
            URI base = simulator.baseUrl();
            String image;
            try (WireClient client = client(base)) {
                image = generated(client, base).get("output_image_url").textValue();
            }
            return new Result(
                    rate(base, client -> fetch(client, image)),
                    rate(
                            base,
                            client -> fetch(
                                    client,
                                    generated(client, base)
                                            .get("output_image_url")
                                            .textValue())));
        }
    }

    private static JsonNode generated(WireClient client, URI base) throws IOException {
        JsonNode answer = JSON.readTree(client.call("POST", base.getPath() + "/", PROMPT));
        String id = answer.get("images").get(0).get("image_id").textValue();
        return JSON.readTree(client.call("GET", base.getPath() + "/history/" + id, ""));
    }

    private static void fetch(WireClient client, String path) throws IOException {
        long length = client.fetch(path);
        if (length != IMAGE_BYTES) {
            throw new IOException("expected " + IMAGE_BYTES + " bytes, found " + length);
        }
    }

    private static double rate(URI base, Step step) throws Exception {
        count(base, step, WARM_UP);
        return count(base, step, MEASURED) / (double) MEASURED.toSeconds();
    }

    private static long count(URI base, Step step, Duration duration) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try {
            long end = System.nanoTime() + duration.toNanos();
            List<Callable<Long>> clients = new ArrayList<>();
            for (int number = 0; number < CLIENTS; number++) {
                clients.add(() -> repeat(base, step, end));
            }
            long steps = 0;
            for (Future<Long> client : threads.invokeAll(clients)) {
                steps += client.get();
            }
            return steps;
        } finally {
            threads.shutdownNow();
        }
    }

    private static long repeat(URI base, Step step, long end) throws IOException {
        long steps = 0;
        try (WireClient client = client(base)) {
            while (System.nanoTime() - end < 0) {
                step.run(client);
                steps++;
            }
        }
        return steps;
    }

    private static WireClient client(URI base) throws IOException {
        return new WireClient(base, SimulatorSettings.DEFAULT_ACCESS_TOKEN, SimulatorSettings.DEFAULT_WORKSPACE);
    }
}
