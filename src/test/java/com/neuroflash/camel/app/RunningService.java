package com.neuroflash.camel.app;

import com.neuroflash.camel.simulator.Simulator;
import com.neuroflash.camel.simulator.SimulatorSettings;
import com.neuroflash.camel.source.MessageFeed;
import com.neuroflash.camel.source.SourceMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;

/** A simulator of its own and a service that believes it to be the API, in one directory. */
final class RunningService implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final long FAST_IMAGE = 4_096;

    private final Path directory;
    private final Simulator simulator;
    private final Map<String, String> arguments = new HashMap<>();
    private final Map<String, String> variables = new HashMap<>();
    private Service service;

    RunningService(Path directory) {
        this(directory, FAST_IMAGE);
    }

    /** With images of so many bytes. */
    RunningService(Path directory, long imageBytes) {
        this.directory = directory;
        simulator = Simulator.start(
                SimulatorSettings.in(directory.resolve("simulator")).withFastImages(imageBytes));
        arguments.put("inbox.poll-interval", "50ms");
        arguments.put("inbox.settle-time", "100ms");
        arguments.put("pipeline.first-backoff", "50ms");
        arguments.put("pipeline.max-backoff", "200ms");
        arguments.put("pipeline.max-pause", "500ms");
        arguments.put("app.shutdown-timeout", "10s");
    }

    RunningService with(String key, String value) {
        arguments.put(key, value);
        return this;
    }

    /** A value that only the environment may hold. */
    RunningService withVariable(String name, String value) {
        variables.put(name, value);
        return this;
    }

    RunningService start() {
        service = Service.start(new SettingsReader(directory, environment()).read(arguments), directory);
        return this;
    }

    /** One more instance with the same settings in a directory of its own; closed by its starter. */
    Service another(Path home) {
        return Service.start(new SettingsReader(home, environment()).read(arguments), home);
    }

    void stop() {
        service.close();
    }

    Map<String, String> environment() {
        Map<String, String> all = new HashMap<>(variables);
        all.put("NEUROFLASH_BASE_URL", simulator.baseUrl().toString());
        all.put("NEUROFLASH_WORKSPACE_ID", SimulatorSettings.DEFAULT_WORKSPACE);
        all.put("NEUROFLASH_ACCESS_TOKEN", SimulatorSettings.DEFAULT_ACCESS_TOKEN);
        return all;
    }

    Simulator simulator() {
        return simulator;
    }

    Service service() {
        return service;
    }

    /** Feeds a message of the source {@code test} as its route does, and returns when it has come to its end. */
    Exchange feed(String id, String body) throws Exception {
        return feedAsync(id, body).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** The same without waiting. */
    CompletableFuture<Exchange> feedAsync(String id, String body) {
        CamelContext context = service.context();
        MessageFeed feed = context.getRegistry().lookupByNameAndType("feedPrompts", MessageFeed.class);
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(SourceMessage.of("test", "prompts", id, body.getBytes(StandardCharsets.UTF_8)));
        CompletableFuture<Exchange> end = new CompletableFuture<>();
        feed.process(exchange, doneSync -> end.complete(exchange));
        return end;
    }

    /** Drops a file into the inbox at once, as a careful sender does. */
    void drop(String name, String text) throws IOException {
        Path temporary = Files.createDirectories(inbox()).resolve("." + name);
        Files.writeString(temporary, text);
        Files.move(temporary, inbox().resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    Path inbox() {
        return directory.resolve("data/inbox");
    }

    Path outbox() {
        return directory.resolve("data/outbox");
    }

    /** Downloads that were left behind. */
    List<Path> leftDownloads() {
        return filesBelow(directory.resolve("data/work")).stream()
                .filter(file -> !file.endsWith(".lock"))
                .toList();
    }

    List<Path> done() {
        return filesBelow(inbox().resolve(".done"));
    }

    /** Without the hidden files of what is still on its way there. */
    List<Path> failed() {
        return filesBelow(inbox().resolve(".failed")).stream()
                .filter(file -> !file.getFileName().toString().startsWith("."))
                .toList();
    }

    List<Path> images() {
        return delivered().stream()
                .filter(file -> !file.toString().endsWith(".json"))
                .toList();
    }

    List<Path> sidecars() {
        return delivered().stream()
                .filter(file -> file.toString().endsWith(".json"))
                .toList();
    }

    private List<Path> delivered() {
        return filesBelow(outbox()).stream()
                .filter(file -> Stream.of(".incoming", ".quarantine").noneMatch(file.toString()::contains))
                .toList();
    }

    /** What lies there; files that vanish while one looks are not there. */
    static List<Path> filesBelow(Path root) {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile()) {
                        found.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException vanished) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, IOException vanished) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return found.stream().sorted().toList();
    }

    @Override
    public void close() {
        if (service != null) {
            service.close();
        }
        simulator.close();
    }
}
