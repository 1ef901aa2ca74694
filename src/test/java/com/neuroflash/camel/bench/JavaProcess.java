package com.neuroflash.camel.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A JVM of its own, its output in a file; ended by its handle, also when the JVM that measures is ended. */
final class JavaProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 10;
    private static final int SHOWN_LINES = 30;

    private final Process process;
    private final Path log;
    private final Thread endWithUs;

    private JavaProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        endWithUs = new Thread(process::destroyForcibly, "end-" + process.pid());
        Runtime.getRuntime().addShutdownHook(endWithUs);
    }

    /**
     * Starts {@code java} with these arguments.
     *
     * @param directory where it runs; its output goes to {@code <name>.log} there
     * @param environment beside this JVM's own, of which nothing that configures us is handed on
     */
    static JavaProcess start(Path directory, String name, List<String> arguments, Map<String, String> environment)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        Path log = Files.createDirectories(directory).resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(key -> key.matches("(NEUROFLASH|CAMEL|AWS)_.*"));
        builder.environment().putAll(environment);
        return new JavaProcess(builder.start(), log);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Its time on all processors so far. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** The most physical memory that it ever had, in bytes, where the system tells. */
    Optional<Long> peakMemory() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.isReadable(status)) {
            return Optional.empty();
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                .findFirst();
    }

    /** What it has written. */
    String output() throws IOException {
        return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
    }

    /** The end of what it has written, for whoever looks for a reason. */
    String lastLines() throws IOException {
        List<String> lines = output().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().removeShutdownHook(endWithUs);
    }
}
