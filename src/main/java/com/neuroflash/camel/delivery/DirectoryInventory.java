package com.neuroflash.camel.delivery;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads a directory sink; links are not followed. */
final class DirectoryInventory implements SinkInventory {
    private final Path root;

    DirectoryInventory(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    @Override
    public Stream<Entry> objects() {
        Stream<Path> files = walk();
        return GuardedObjects.stream(files::iterator, this::translated)
                .onClose(files::close)
                .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                .filter(file -> !key(file).startsWith(DirectoryProbe.INCOMING + "/"))
                .flatMap(file -> entry(file).stream());
    }

    @Override
    public Optional<Entry> find(String key) {
        return file(key)
                .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                .flatMap(this::entry);
    }

    @Override
    public String sha256(Entry entry) {
        try (InputStream input = Files.newInputStream(root.resolve(entry.key()))) {
            return Checksums.of(input).sha256();
        } catch (IOException failure) {
            throw unreadable(failure);
        }
    }

    @Override
    public Optional<byte[]> read(String key, int longest) {
        Optional<Path> file = file(key);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream input = Files.newInputStream(file.get())) {
            byte[] bytes = input.readNBytes(longest);
            return input.read() < 0 ? Optional.of(bytes) : Optional.empty();
        } catch (NoSuchFileException ignored) {
            // removed meanwhile
            return Optional.empty();
        } catch (IOException failure) {
            throw unreadable(failure);
        }
    }

    private Stream<Path> walk() {
        try {
            return Files.walk(root);
        } catch (IOException failure) {
            throw unreadable(failure);
        }
    }

    private RuntimeException translated(RuntimeException failure) {
        return failure instanceof UncheckedIOException unchecked ? unreadable(unchecked.getCause()) : failure;
    }

    /** Below the root only, whatever the key says. */
    private Optional<Path> file(String key) {
        return Optional.of(root.resolve(key).normalize()).filter(file -> file.startsWith(root));
    }

    private Optional<Entry> entry(Path file) {
        try {
            return Optional.of(new Entry(key(file), Files.size(file), Optional.empty()));
        } catch (NoSuchFileException ignored) {
            // removed meanwhile
            return Optional.empty();
        } catch (IOException failure) {
            throw unreadable(failure);
        }
    }

    private String key(Path file) {
        return root.relativize(file).toString().replace(File.separatorChar, '/');
    }

    private SinkUnavailableException unreadable(IOException failure) {
        return SinkUnavailableException.of(root.toString(), failure);
    }
}
