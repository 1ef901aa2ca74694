package com.neuroflash.camel.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Tries what the directory sink relies on, and removes what an earlier process left unfinished. */
final class DirectoryProbe {
    /** Where objects are written before they get their names; below the root, so that a link can reach them. */
    static final String INCOMING = ".incoming";

    /** Longer than any put takes, so that a process that shares the directory loses nothing. */
    private static final Duration STALE = Duration.ofHours(24);

    private final SinkDirectories directories;
    private final Publication publication;

    DirectoryProbe(SinkDirectories directories, Publication publication) {
        this.directories = directories;
        this.publication = publication;
    }

    ProbeResult probe() {
        try {
            Path trial = directories.prepare(INCOMING + "/probe-" + UUID.randomUUID());
            return tryOut(trial);
        } catch (IOException failure) {
            return unusable(SinkUnavailableException.of(directories.root().toString(), failure));
        } catch (SinkUnavailableException failure) {
            return unusable(failure);
        }
    }

    private ProbeResult tryOut(Path trial) throws IOException {
        Path name = trial.resolveSibling(trial.getFileName() + ".name");
        try {
            write(trial);
            removeStale(trial.getParent(), Files.getLastModifiedTime(trial).toInstant());
            boolean linked = publication instanceof HardLinkPublication && isLinkable(trial, name);
            SinkDirectories.sync(trial.getParent());
            return linked ? ready() : weaker();
        } finally {
            Files.deleteIfExists(name);
            Files.deleteIfExists(trial);
        }
    }

    private static void write(Path trial) throws IOException {
        try (FileChannel channel = FileChannel.open(trial, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Whether a link works and, tried again, is refused because the name is taken. */
    private static boolean isLinkable(Path trial, Path name) throws IOException {
        try {
            Files.createLink(name, trial);
            Files.createLink(name, trial);
            return false;
        } catch (FileAlreadyExistsException ignored) {
            // as it must be
            return true;
        } catch (UnsupportedOperationException | FileSystemException failure) {
            if (HardLinkPublication.isLinkless(failure)) {
                return false;
            }
            throw failure;
        }
    }

    /** Measured by the file system's clock, which may be another host's. */
    private static void removeStale(Path incoming, Instant now) throws IOException {
        Instant limit = now.minus(STALE);
        try (Stream<Path> files = Files.list(incoming)) {
            List<Path> stale = files.filter(file -> isOlder(file, limit)).toList();
            for (Path file : stale) {
                Files.deleteIfExists(file);
            }
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
    }

    private static boolean isOlder(Path file, Instant limit) {
        try {
            return Files.isRegularFile(file)
                    && Files.getLastModifiedTime(file).toInstant().isBefore(limit);
        } catch (IOException ignored) {
            // its own process finished it meanwhile
            return false;
        }
    }

    private ProbeResult ready() {
        return new ProbeResult.Ready(directories.root() + " takes objects: put if absent by hard links");
    }

    private ProbeResult weaker() {
        return new ProbeResult.Weaker(
                directories.root() + " takes objects, but its file system has no hard links: two processes that put"
                        + " one key at the same instant may replace each other's bytes",
                "run one process, or use a file system with hard links");
    }

    private static ProbeResult unusable(SinkUnavailableException failure) {
        return new ProbeResult.Unusable(failure.finding(), failure.advice());
    }
}
