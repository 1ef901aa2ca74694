package com.neuroflash.camel.chaos;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One instance of the packed service in a process of its own, started again and again in its directory. */
final class Application implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path directory;
    private final Map<String, String> environment;
    private final Map<String, String> settings;
    private final Optional<Path> mutant;
    private final List<String> watcher = new ArrayList<>();
    private JavaProcess process;

    Application(Path directory, Map<String, String> environment, Map<String, String> settings, Optional<Path> mutant) {
        this.directory = directory;
        this.environment = environment;
        this.settings = settings;
        this.mutant = mutant;
    }

    void start() {
        process = launch(logFile(), watcher, "run");
    }

    /** Starts it and waits until it takes prompts in. */
    void startAndAwait() {
        start();
        awaitReady();
    }

    void awaitReady() {
        await().atMost(PATIENCE).until(() -> !process.isAlive() || output().contains("ready"));
        if (!process.isAlive()) {
            throw new AssertionError("the service did not start: " + output());
        }
    }

    /** Runs another sub-command to its end beside it. */
    CommandResult command(String... words) {
        Path output = directory.resolve("command.log");
        try (JavaProcess command = launch(output, List.of(), words)) {
            int status = command.status();
            return new CommandResult(status, command.output());
        }
    }

    /** How a sub-command ended. */
    record CommandResult(int status, String output) {}

    /** A setting for the next start. */
    void set(String key, String value) {
        settings.put(key, value);
    }

    /** For the next start. */
    Application with(Map<String, String> moreEnvironment) {
        environment.putAll(moreEnvironment);
        return this;
    }

    /** The next start is under another program, which watches it from aside. */
    void watchedBy(String... command) {
        watcher.addAll(List.of(command));
    }

    /** Waits for its own end. */
    int status() {
        return process.status();
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    void kill() {
        process.kill();
    }

    void freeze() {
        process.freeze();
    }

    void thaw() {
        process.thaw();
    }

    /** The stacks of threads whose name contains that and who are at work on something of ours. */
    List<String> busyThreads(String name) {
        return Arrays.stream(process.dumpThreads().split("\n\n"))
                .filter(thread -> thread.startsWith("\"")
                        && thread.lines().findFirst().orElse("").contains(name))
                .filter(thread -> thread.contains("com.neuroflash"))
                .toList();
    }

    /** What the present process has printed. */
    String output() {
        return process.output();
    }

    /** What all its processes have printed. */
    String log() {
        try {
            return Files.readString(logFile());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Path directory() {
        return directory;
    }

    private JavaProcess launch(Path output, List<String> under, String... words) {
        List<String> arguments = new ArrayList<>();
        String jar = System.getProperty("neuroflash.jar");
        if (mutant.isPresent()) {
            arguments.addAll(List.of("-cp", mutant.get() + File.pathSeparator + jar, "com.neuroflash.camel.app.Main"));
        } else {
            arguments.addAll(List.of("-jar", jar));
        }
        arguments.addAll(List.of(words));
        settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        return JavaProcess.start(directory, output, environment, under, arguments);
    }

    /** Keeps its log, with what its threads do, where it outlives the scenario. */
    void keepLog(String name) {
        try {
            process.dumpThreads();
            Path kept = Files.createDirectories(Path.of(System.getProperty("chaos.logs", "target/chaos-logs")))
                    .resolve(name.replaceAll("[^A-Za-z0-9]+", "-") + "-" + directory.getFileName() + ".log");
            Files.copy(logFile(), kept, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Path logFile() {
        return directory.resolve("service.log");
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }
}
