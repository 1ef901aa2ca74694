package com.neuroflash.camel.chaos;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A real file system that is soon full. Mounting takes root and Linux; where it can't be done the test is skipped. */
final class SmallDisk implements AutoCloseable {
    private static final int CHUNK = 4096;

    private final Path root;

    private SmallDisk(Path root) {
        this.root = root;
    }

    static SmallDisk mount(Path root, int megabytes) {
        assumeTrue(Tool.isThere("mount"), "a small disk needs mount");
        try {
            Files.createDirectories(root);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Tool.Ended mounted = Tool.tryRun(
                Map.of(), "mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", root.toString());
        assumeTrue(mounted.status() == 0, "a small disk needs the right to mount one: " + mounted.output());
        return new SmallDisk(root);
    }

    Path root() {
        return root;
    }

    /** Until not a byte more goes in. */
    void fill() {
        try (OutputStream filler = Files.newOutputStream(filler())) {
            byte[] chunk = new byte[CHUNK];
            while (true) {
                filler.write(chunk);
            }
        } catch (IOException ignored) {
            // it is full, which was wanted
        }
    }

    void free() {
        try {
            Files.delete(filler());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Path filler() {
        return root.resolve("filler");
    }

    @Override
    public void close() {
        Tool.run(Map.of(), "umount", "--lazy", root.toString());
    }
}
