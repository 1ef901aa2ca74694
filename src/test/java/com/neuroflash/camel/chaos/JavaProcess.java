package com.neuroflash.camel.chaos;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A Java program in a process of its own, which can be killed, frozen and thawed; closing kills it. */
final class JavaProcess implements AutoCloseable {
    private static final List<String> SMALL_AND_QUICK =
            List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

    private static final Duration DUMP = Duration.ofSeconds(30);

    private final Process process;
    private final Path output;
    private final long outputBefore;

    private JavaProcess(Process process, Path output, long outputBefore) {
        this.process = process;
        this.output = output;
        this.outputBefore = outputBefore;
    }

    /** Starts it; what it prints is appended to {@code output}. */
    static JavaProcess start(Path directory, Path output, Map<String, String> environment, List<String> arguments) {
        return start(directory, output, environment, List.of(), arguments);
    }

    /** Starts it under another program, which must become it, or watch it from aside. */
    static JavaProcess start(
            Path directory,
            Path output,
            Map<String, String> environment,
            List<String> watcher,
            List<String> arguments) {
        List<String> command = new ArrayList<>(watcher);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(SMALL_AND_QUICK);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().putAll(environment);
        try {
            long before = Files.exists(output) ? Files.size(output) : 0;
            return new JavaProcess(builder.start(), output, before);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What this very process has printed. */
    String output() {
        try (InputStream input = Files.newInputStream(output)) {
            input.skipNBytes(outputBefore);
            return new String(input.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for its own end. */
    int status() {
        try {
            return process.waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a process", interrupted);
        }
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly();
        status();
    }

    /** SIGSTOP: it keeps everything it has and does nothing. */
    void freeze() {
        signal("STOP");
    }

    /** SIGCONT. */
    void thaw() {
        signal("CONT");
    }

    /** SIGQUIT: what its threads do goes to its output. */
    String dumpThreads() {
        if (!isAlive()) {
            return "";
        }
        int before = output().length();
        signal("QUIT");
        await().atMost(DUMP)
                .until(() -> !isAlive() || output().substring(before).contains("JNI global refs"));
        return output().substring(before);
    }

    private void signal(String name) {
        try {
            int status = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IllegalStateException("kill -" + name + " ended with " + status + "; expected 0");
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
