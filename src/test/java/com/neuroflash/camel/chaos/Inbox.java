package com.neuroflash.camel.chaos;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The directory that prompts are dropped into, and what was dropped. */
final class Inbox {
    private static final int LINES_A_FILE = 25;

    private final Path directory;
    private final ObjectMapper json = new ObjectMapper();
    private final List<Asked> asked = new ArrayList<>();
    private int files;

    /** One prompt that was dropped. */
    record Asked(String file, long line, String prompt) {
        String place() {
            return file + ":" + line;
        }
    }

    Inbox(Path directory) {
        this.directory = directory;
        try {
            Files.createDirectories(directory);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Path directory() {
        return directory;
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** Drops prompts in files of all kinds: many lines with ids of their own, many without, and single ones. */
    void drop(List<Map<String, Object>> prompts) {
        for (int from = 0; from < prompts.size(); from += LINES_A_FILE) {
            List<Map<String, Object>> lines = prompts.subList(from, Math.min(prompts.size(), from + LINES_A_FILE));
            int kind = files % 3;
            if (kind == 2 && lines.stream().allMatch(line -> line.keySet().equals(java.util.Set.of("prompt")))) {
                lines.forEach(this::dropText);
            } else {
                dropLines(lines, kind == 0);
            }
        }
    }

    private void dropLines(List<Map<String, Object>> lines, boolean withIds) {
        String name = "prompts-" + files++ + ".jsonl";
        StringBuilder text = new StringBuilder();
        for (int line = 1; line <= lines.size(); line++) {
            Map<String, Object> fields = new LinkedHashMap<>(lines.get(line - 1));
            if (withIds) {
                fields.putIfAbsent("id", name + "-" + line);
            }
            asked.add(new Asked(name, line, String.valueOf(fields.get("prompt"))));
            text.append(write(fields)).append('\n');
        }
        drop(name, text.toString());
    }

    private void dropText(Map<String, Object> prompt) {
        String name = "prompt-" + files++ + ".txt";
        String text = String.valueOf(prompt.get("prompt"));
        asked.add(new Asked(name, 1, text));
        drop(name, text);
    }

    /** Puts a file there at once, as a careful sender does. */
    void drop(String name, String text) {
        Path temporary = directory.resolve("." + name);
        try {
            Files.writeString(temporary, text);
            Files.move(temporary, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Drops every file again that has come to its end, unchanged but for its place. */
    void dropAllAgain() {
        for (Path done : files(directory.resolve(".done"))) {
            try {
                Files.move(done, directory.resolve(done.getFileName()), StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    /** Whether every file has come to its end. */
    boolean isEmpty() {
        return files(directory).isEmpty();
    }

    private static List<Path> files(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private String write(Map<String, Object> fields) {
        try {
            return json.writeValueAsString(fields);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
