package com.neuroflash.camel.inbox;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Tells which files are completely written: those whose size and modification time are the same in two looks at least
 * the settle time apart. A look never waits, so any number of files settles in the same time. Links, directories,
 * hidden files and those with a known temporary suffix are never ready; an empty file is, after {@link #EMPTY_WAIT}.
 * Safe for several threads.
 */
public final class SettledFiles {
    /** How long an empty file may still be waiting for its first byte. */
    public static final Duration EMPTY_WAIT = Duration.ofSeconds(10);

    private static final List<String> TEMPORARY = List.of(".tmp", ".part", ".filepart", ".crdownload", "~");
    private static final Duration FORGET_AFTER = Duration.ofMinutes(1);

    private final long settleNanos;
    private final LongSupplier nanoTime;
    private final Map<Path, Look> looks = new HashMap<>();
    private long lastSweep;

    /**
     * @param settleTime how long a file must stay as it is; not negative
     * @param nanoTime a monotonic clock, such as {@code System::nanoTime}
     */
    public SettledFiles(Duration settleTime, LongSupplier nanoTime) {
        if (settleTime.isNegative()) {
            throw new IllegalArgumentException(
                    "settleTime is " + settleTime + "; expected zero or more, such as PT0.5S");
        }
        this.settleNanos = settleTime.toNanos();
        this.nanoTime = requireNonNull(nanoTime, "nanoTime is null");
        this.lastSweep = nanoTime.getAsLong();
    }

    /** Looks at a file and tells whether it may be read now; the first look at it never says so. */
    public synchronized boolean isReady(Path file) {
        long now = nanoTime.getAsLong();
        forgetVanished(now);
        Optional<State> state = state(file);
        if (state.isEmpty()) {
            looks.remove(file);
            return false;
        }
        Look before = looks.get(file);
        if (before == null || !before.state.equals(state.get())) {
            looks.put(file, new Look(state.get(), now, now));
            return false;
        }
        looks.put(file, new Look(before.state, before.since, now));
        return now - before.since >= waitNanos(before.state);
    }

    /** Takes the first look at what lies in a directory already, so that it settles while everything else starts. */
    public void lookInto(Path directory) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            files.forEach(this::isReady);
        } catch (IOException | DirectoryIteratorException ignored) {
            // the first poll looks again, and tells
        }
    }

    /** How many files are remembered. */
    synchronized int remembered() {
        return looks.size();
    }

    private long waitNanos(State state) {
        return state.size == 0 ? Math.max(settleNanos, EMPTY_WAIT.toNanos()) : settleNanos;
    }

    private void forgetVanished(long now) {
        if (now - lastSweep >= FORGET_AFTER.toNanos()) {
            lastSweep = now;
            looks.entrySet()
                    .removeIf(entry -> now - entry.getValue().last >= FORGET_AFTER.toNanos()
                            && state(entry.getKey()).isEmpty());
        }
    }

    private static Optional<State> state(Path file) {
        if (isIgnored(String.valueOf(file.getFileName()))) {
            return Optional.empty();
        }
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return attributes.isRegularFile() ? Optional.of(State.of(attributes)) : Optional.empty();
        } catch (IOException ignored) {
            // gone, or not ours to read yet: it is looked at again at the next poll
            return Optional.empty();
        }
    }

    private static boolean isIgnored(String name) {
        String lowerCase = name.toLowerCase(Locale.ROOT);
        return name.startsWith(".") || TEMPORARY.stream().anyMatch(lowerCase::endsWith);
    }

    private record State(long size, long modified, Optional<Object> key) {
        private static State of(BasicFileAttributes attributes) {
            return new State(
                    attributes.size(),
                    attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
                    Optional.ofNullable(attributes.fileKey()));
        }
    }

    private record Look(State state, long since, long last) {}
}
