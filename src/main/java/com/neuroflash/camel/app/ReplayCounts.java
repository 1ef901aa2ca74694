package com.neuroflash.camel.app;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.billing.Identity;
import com.neuroflash.camel.source.Durable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * How often what was replayed: {@code .replayed} below the dead letters, a file a replayed letter. A prompt may come back
 * as another letter (under its intent, in a file of another name), so the count is kept under all that it is known by.
 */
final class ReplayCounts {
    private static final String NAME = ".replayed";
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,9}");

    private final Path directory;
    private final Map<String, Integer> counts = new HashMap<>();

    private ReplayCounts(Path directory) {
        this.directory = requireNonNull(directory, "directory is null");
    }

    /** Reads what is kept, and removes what is older. */
    static ReplayCounts open(Path letters, Instant forgetBefore) throws IOException {
        ReplayCounts counts = new ReplayCounts(letters.resolve(NAME));
        if (Files.isDirectory(counts.directory, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(counts.directory, "[0-9a-f]*")) {
                for (Path file : files) {
                    if (Files.getLastModifiedTime(file).toInstant().isBefore(forgetBefore)) {
                        Files.deleteIfExists(file);
                    } else {
                        counts.read(file);
                    }
                }
            }
        }
        return counts;
    }

    /** The highest of the counts under these keys. */
    int of(Collection<String> keys) {
        return keys.stream().mapToInt(key -> counts.getOrDefault(key, 0)).max().orElse(0);
    }

    /** Keeps the count under these keys; on the disk at return. */
    void put(Set<String> keys, int count) throws IOException {
        Set<String> sorted = new TreeSet<>(keys);
        String name = Identity.rawHash(String.join("\n", sorted).getBytes(StandardCharsets.UTF_8));
        Files.createDirectories(directory);
        Path draft = directory.resolve("." + name);
        Durable.write(draft, (count + "\n" + String.join("\n", sorted) + "\n").getBytes(StandardCharsets.UTF_8));
        Files.move(draft, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        Durable.sync(directory);
        sorted.forEach(key -> counts.merge(key, count, Math::max));
    }

    private void read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        if (!lines.isEmpty() && COUNT.matcher(lines.get(0)).matches()) {
            int count = Integer.parseInt(lines.get(0));
            lines.stream().skip(1).forEach(key -> counts.merge(key, count, Math::max));
        }
    }
}
