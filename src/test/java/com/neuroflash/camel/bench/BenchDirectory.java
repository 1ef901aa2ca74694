package com.neuroflash.camel.bench;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** A directory of one measurement, on the disk of the build; it is removed with everything in it. */
final class BenchDirectory implements AutoCloseable {
    private final Path path;

    private BenchDirectory(Path path) {
        this.path = path;
    }

    static BenchDirectory create(Path parent) throws IOException {
        return new BenchDirectory(Files.createTempDirectory(Files.createDirectories(parent), "bench-"));
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
