package com.neuroflash.camel.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The machine's own programs, run to their end. */
final class Tool {
    private Tool() {}

    static boolean isThere(String name) {
        return Arrays.stream(System.getenv("PATH").split(java.io.File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, name)));
    }

    /** What it printed; fails when its status is not 0. */
    static String run(Map<String, String> environment, String... command) {
        Ended ended = tryRun(environment, command);
        if (ended.status() != 0) {
            throw new AssertionError(List.of(command) + " ended with " + ended.status() + ": " + ended.output());
        }
        return ended.output();
    }

    /** How it ended. */
    record Ended(int status, String output) {}

    static Ended tryRun(Map<String, String> environment, String... command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), output);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while running " + command[0], interrupted);
        }
    }
}
