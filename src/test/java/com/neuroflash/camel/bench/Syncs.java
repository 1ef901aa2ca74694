package com.neuroflash.camel.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** How often in a second the disk of the build takes 4 KiB and says that they are there: the price of every commit. */
final class Syncs {
    private static final int BLOCK = 4096;
    private static final Duration MEASURED = Duration.ofSeconds(3);

    private final Path work;

    Syncs(Path work) {
        this.work = work;
    }

    /** By one writer, to the end of a growing file, as a log is written. */
    double perSecond() throws IOException {
        try (BenchDirectory directory = BenchDirectory.create(work);
                FileChannel file = FileChannel.open(
                        directory.path().resolve("log"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long start = System.nanoTime();
            long end = start + MEASURED.toNanos();
            long syncs = 0;
            while (System.nanoTime() - end < 0) {
                file.write(ByteBuffer.allocate(BLOCK));
                file.force(false);
                syncs++;
            }
            return syncs * 1e9 / (System.nanoTime() - start);
        }
    }
}
