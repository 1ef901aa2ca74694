package com.neuroflash.camel.app;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Lets one command at a time count and move dead letters. */
final class ReplayLock {
    private static final String NAME = ".replay.lock";

    private ReplayLock() {}

    /** What is done alone. */
    interface Work {
        Answer run() throws IOException;
    }

    static Answer hold(Path letters, Work work) throws IOException {
        Files.createDirectories(letters);
        try (FileChannel channel =
                FileChannel.open(letters.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (lock(channel).isEmpty()) {
                throw new CommandException("another replay is at work in " + letters + "; wait for its end");
            }
            return work.run();
        }
    }

    private static Optional<FileLock> lock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException inThisProcess) {
            return Optional.empty();
        }
    }
}
