package com.neuroflash.camel.chaos;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The simulator in a process of its own, always at the same port, with what a test may ask of it. */
final class SimulatorServer implements AutoCloseable {
    private static final Pattern BASE_URL = Pattern.compile("base URL\\s+(\\S+)");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String IMAGE_BYTES = "4096";

    private final Path directory;
    private final long seed;
    private final List<String> options;
    private final Map<String, String> environment;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private JavaProcess process;
    private URI baseUrl;

    /** One billed request. */
    record Billed(String batchId, Instant at, String prompt, List<String> imageIds, String answer) {}

    SimulatorServer(Path directory, long seed, List<String> options, Map<String, String> environment) {
        this.directory = directory;
        this.seed = seed;
        this.options = options;
        this.environment = environment;
    }

    void start() {
        String port = baseUrl == null ? "0" : String.valueOf(baseUrl.getPort());
        List<String> arguments = new ArrayList<>(List.of("-jar", System.getProperty("neuroflash.jar"), "simulator"));
        arguments.addAll(List.of("--port", port, "--data", "state", "--seed", String.valueOf(seed)));
        arguments.addAll(List.of("--fast", "--fast-bytes", IMAGE_BYTES));
        arguments.addAll(options);
        process = JavaProcess.start(directory, directory.resolve("simulator.log"), environment, arguments);
        await().atMost(PATIENCE).until(() -> BASE_URL.matcher(process.output()).find());
        Matcher matcher = BASE_URL.matcher(process.output());
        matcher.find();
        baseUrl = URI.create(matcher.group(1));
    }

    void kill() {
        process.kill();
    }

    URI baseUrl() {
        return baseUrl;
    }

    URI tokenUrl() {
        return baseUrl.resolve("/oauth/v2/token");
    }

    /** Adds faults, as {@code POST /admin/faults} takes them. */
    void faults(String... rules) {
        call("POST", "/admin/faults", "[" + String.join(",", rules) + "]");
    }

    void clearFaults() {
        call("DELETE", "/admin/faults", "");
    }

    /** Inserts a row into the history, past the API; returns its image ids. */
    List<String> insert(String row) {
        return strings(call("POST", "/admin/history", row).path("image_ids"));
    }

    void delete(String imageId) {
        call("DELETE", "/admin/history/" + imageId, "");
    }

    /** How often an operation was called since the simulator's start. */
    long requests(String operation) {
        return call("GET", "/admin/requests", "").path(operation).asLong();
    }

    List<Billed> bill() {
        List<Billed> bill = new ArrayList<>();
        for (JsonNode batch : call("GET", "/admin/bill", "")) {
            bill.add(new Billed(
                    batch.path("batch_id").asText(),
                    Instant.parse(batch.path("billed_at").asText()),
                    batch.path("prompt").asText(),
                    strings(batch.path("image_ids")),
                    batch.path("answer").asText()));
        }
        return bill;
    }

    String log() {
        try {
            return Files.readString(directory.resolve("simulator.log"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        array.forEach(each -> strings.add(each.asText()));
        return strings;
    }

    private JsonNode call(String method, String path, String body) {
        try {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(baseUrl.resolve(path))
                            .method(method, HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(
                        method + " " + path + " answered " + answer.statusCode() + ": " + answer.body());
            }
            return json.readTree(answer.body());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking the simulator", interrupted);
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }
}
