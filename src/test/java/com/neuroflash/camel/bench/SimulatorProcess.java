package com.neuroflash.camel.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.neuroflash.camel.simulator.SimulatorSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packed jar's simulator in a process of its own, on a free port. */
final class SimulatorProcess implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern BASE_URL = Pattern.compile("base URL +(http://127\\.0\\.0\\.1:[0-9]+/\\S+)");
    private static final Pattern READY = Pattern.compile("Ctrl-C ends it");
    private static final String HEAP = "-Xmx512m";

    private final JavaProcess process;
    private final URI baseUrl;

    private SimulatorProcess(JavaProcess process, URI baseUrl) {
        this.process = process;
        this.baseUrl = baseUrl;
    }

    /** Paints real images, as in a default run. */
    static SimulatorProcess painting(Path directory) throws IOException {
        return start(directory, List.of());
    }

    /** Prepared images of that length; every generation takes that long. */
    static SimulatorProcess fast(Path directory, long imageBytes, Duration latency) throws IOException {
        Path faults = Files.createDirectories(directory).resolve("faults.json");
        Files.writeString(faults, latency.isZero() ? "[]" : """
                [{"operation": "generate", "fault": {"type": "latency", "min": "%1$s", "max": "%1$s"}}]
                """.formatted(latency));
        return start(
                directory, List.of("--fast", "--fast-bytes", Long.toString(imageBytes), "--faults", faults.toString()));
    }

    private static SimulatorProcess start(Path directory, List<String> options) throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of(HEAP, "-jar", Packed.jar().toString(), "simulator"));
        arguments.addAll(
                List.of("--port", "0", "--data", directory.resolve("state").toString()));
        arguments.addAll(options);
        JavaProcess process = JavaProcess.start(directory, "simulator", arguments, Map.of());
        boolean ready = Waiting.until(
                () -> READY.matcher(process.output()).find(), Duration.ofMillis(50), Duration.ofSeconds(60));
        Matcher url = BASE_URL.matcher(process.output());
        if (!ready || !url.find()) {
            String found = process.lastLines();
            process.close();
            throw new IllegalStateException("the simulator did not start:\n" + found);
        }
        return new SimulatorProcess(process, URI.create(url.group(1)));
    }

    URI baseUrl() {
        return baseUrl;
    }

    /** Its time on all processors so far. */
    Duration cpu() {
        return process.cpu();
    }

    /** The ids of all images that were billed, in order. */
    List<String> billed() throws IOException {
        List<String> ids = new ArrayList<>();
        JsonNode bill = JSON.readTree(baseUrl.resolve("/admin/bill").toURL());
        bill.forEach(batch -> batch.get("image_ids").forEach(id -> ids.add(id.textValue())));
        return ids;
    }

    static Map<String, String> credentials(URI baseUrl) {
        return Map.of(
                "NEUROFLASH_BASE_URL", baseUrl.toString(),
                "NEUROFLASH_WORKSPACE_ID", SimulatorSettings.DEFAULT_WORKSPACE,
                "NEUROFLASH_ACCESS_TOKEN", SimulatorSettings.DEFAULT_ACCESS_TOKEN);
    }

    @Override
    public void close() {
        process.close();
    }
}
