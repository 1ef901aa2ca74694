package com.neuroflash.camel.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * The append-only file of the simulator's state, one JSON a line. A record is with the operating system when
 * {@link #append} returns, so that it survives a kill; a last line that was torn is cut off.
 */
final class Journal implements AutoCloseable {
    private static final ObjectReader READER = Json.MAPPER.readerFor(JournalRecord.class);
    private static final ObjectWriter WRITER = Json.MAPPER.writerFor(JournalRecord.class);

    private final Path file;
    private final FileChannel channel;

    private Journal(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Opens the file for this process alone and hands its records over, oldest first. */
    static Journal open(Path file, Consumer<JournalRecord> replay) {
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            Journal journal = new Journal(file, channel);
            try {
                journal.lock();
                channel.truncate(journal.replay(replay));
                channel.position(channel.size());
                return journal;
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the simulator's journal " + file + " can't be opened", e);
        }
    }

    synchronized void append(JournalRecord line) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
            bytes.write(WRITER.writeValueAsBytes(line));
            bytes.write('\n');
            ByteBuffer buffer = ByteBuffer.wrap(bytes.toByteArray());
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the simulator's journal " + file + " can't be written", e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void lock() throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException ignored) {
            lock = null; // another simulator of this very process holds it
        }
        if (lock == null) {
            throw new IllegalStateException("expected a data directory of this simulator's own, but " + file
                    + " is in use by another one; choose another directory or end the other one");
        }
    }

    /** Returns the length of what could be read. */
    private long replay(Consumer<JournalRecord> consumer) throws IOException {
        long good = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            int next;
            while ((next = in.read()) >= 0) {
                if (next != '\n') {
                    line.write(next);
                    continue;
                }
                long length = line.size() + 1L;
                try {
                    consumer.accept(READER.readValue(line.toByteArray()));
                } catch (JsonProcessingException e) {
                    if (in.read() < 0) {
                        return good;
                    }
                    throw new IOException("line at byte " + good + " is damaged; choose another data directory", e);
                }
                good += length;
                line.reset();
            }
        }
        return good;
    }
}
