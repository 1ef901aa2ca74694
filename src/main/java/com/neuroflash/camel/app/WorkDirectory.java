package com.neuroflash.camel.app;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The directory of downloads on their way; what a killed process left in it is removed at the next start. */
final class WorkDirectory {
    private static final String DOWNLOADS = "*.image*";

    private WorkDirectory() {}

    static void prepare(Path directory) throws IOException {
        Files.createDirectories(directory);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, DOWNLOADS)) {
            for (Path file : left) {
                Files.deleteIfExists(file);
            }
        }
    }
}
