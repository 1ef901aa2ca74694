package com.neuroflash.camel.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * A wall clock that a test steps under running processes: all of a process sees it, its database too; the monotonic clock
 * stays the machine's. It is a small library, compiled here and preloaded, so that it takes Linux and a C compiler.
 */
final class SteppedClock {
    private static final String SOURCE = "/chaos/stepped-clock.c";

    private final Path library;
    private final Path file;
    private final MappedByteBuffer offset;

    private SteppedClock(Path library, Path file, MappedByteBuffer offset) {
        this.library = library;
        this.file = file;
        this.offset = offset;
    }

    /** One that goes right, or skips the test where none can be had. */
    static SteppedClock in(Path directory) {
        assumeTrue(
                Tool.isThere("cc") && "Linux".equals(System.getProperty("os.name")),
                "a wall clock for a test needs Linux and cc");
        Path library = library(directory);
        Path file = directory.resolve("clock-offset");
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MappedByteBuffer offset = channel.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES);
            offset.order(ByteOrder.nativeOrder());
            SteppedClock clock = new SteppedClock(library, file, offset);
            clock.requireSeen();
            return clock;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Path library(Path directory) {
        Path library = directory.resolve("stepped-clock.so");
        Path source = directory.resolve("stepped-clock.c");
        if (Files.exists(library)) {
            return library;
        }
        try (InputStream text = SteppedClock.class.getResourceAsStream(SOURCE)) {
            Files.copy(text, source);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Tool.run(Map.of(), "cc", "-shared", "-fPIC", "-O1", "-o", library.toString(), source.toString());
        return library;
    }

    private void requireSeen() {
        step(Duration.ofDays(1));
        String shown = Tool.run(environment(), "date", "+%s").strip();
        step(Duration.ofDays(-1));
        Instant expected = Instant.now().plus(Duration.ofDays(1));
        assertThat(Instant.ofEpochSecond(Long.parseLong(shown)))
                .as("what a process is shown")
                .isBetween(expected.minusSeconds(60), expected.plusSeconds(60));
    }

    /** What a process needs to go by it. */
    Map<String, String> environment() {
        return Map.of("LD_PRELOAD", library.toString(), "STEPPED_CLOCK", file.toString());
    }

    /** Steps it, forwards or backwards, whoever runs at this moment. */
    void step(Duration by) {
        offset.putLong(0, offset.getLong(0) + by.toSeconds());
    }

    /** The time it shows. */
    Instant now() {
        return Instant.now().plusSeconds(offset.getLong(0));
    }
}
