package com.neuroflash.camel.delivery;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Resolves keys below a root, makes the directories that they need durably, and lets no link lead outside. */
final class SinkDirectories {
    private static final boolean WINDOWS = File.separatorChar == '\\';

    private final Path root;
    private final Set<Path> synced = ConcurrentHashMap.newKeySet();

    SinkDirectories(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    Path root() {
        return root;
    }

    /** The file that {@code key} names; its directories exist, their entries are on the disk. */
    Path prepare(String key) throws IOException {
        Path realRoot = realRoot();
        Path directory = realRoot;
        String[] segments = key.split("/");
        for (int at = 0; at < segments.length - 1; at++) {
            directory = child(realRoot, directory, segments[at]);
        }
        return directory.resolve(segments[segments.length - 1]);
    }

    /** Makes the entries of a directory survive a power cut; Windows does so by itself and refuses the call. */
    static void sync(Path directory) throws IOException {
        if (WINDOWS) {
            return;
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** A root that is gone is an unmounted disk rather than one to create. */
    private Path realRoot() throws IOException {
        if (!Files.exists(root)) {
            throw new NoSuchFileException(root.toString());
        }
        if (!Files.isDirectory(root)) {
            throw new NotDirectoryException(root.toString());
        }
        return root.toRealPath();
    }

    private Path child(Path realRoot, Path parent, String name) throws IOException {
        Path child = parent.resolve(name);
        if (Files.isSymbolicLink(child)) {
            requireInside(realRoot, child);
        } else if (!Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
            create(child);
        }
        if (!synced.contains(child)) {
            sync(parent);
            synced.add(child);
        }
        return child;
    }

    private void create(Path directory) throws IOException {
        synced.remove(directory);
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException failure) {
            // another thread or process was faster
            if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                throw failure;
            }
        }
    }

    private static void requireInside(Path realRoot, Path link) throws IOException {
        if (!link.toRealPath().startsWith(realRoot)) {
            throw new SinkUnavailableException(
                    SinkUnavailableException.Reason.OUTSIDE, link + " is a link that leads out of the sink", null);
        }
    }
}
