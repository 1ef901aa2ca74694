package com.neuroflash.camel.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets one process run on a ledger file at a time: a lock of the operating system's on a file beside it, which ends with
 * the process however it ends.
 */
final class ProcessLock {
    /** Opening the file a second time in one process, and closing it, would end the first lock. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private static final int LONGEST_NOTE = 200;

    private final Optional<Path> file;
    private final Optional<FileChannel> channel;

    private ProcessLock(Optional<Path> file, Optional<FileChannel> channel) {
        this.file = file;
        this.channel = channel;
    }

    static ProcessLock none() {
        return new ProcessLock(Optional.empty(), Optional.empty());
    }

    static ProcessLock acquire(Path ledger) {
        try {
            Path file = ledger.getParent().toRealPath().resolve(ledger.getFileName() + ".lock");
            if (!HELD.add(file)) {
                throw refused(ledger, "this very process");
            }
            return lock(ledger, file);
        } catch (IOException failed) {
            throw new LedgerUnavailableException(
                    "the lock beside the ledger " + ledger + " can't be written; look at its disk and the permissions"
                            + " there",
                    failed);
        }
    }

    void release() {
        channel.ifPresent(open -> {
            try {
                open.close();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            } finally {
                HELD.remove(file.orElseThrow());
            }
        });
    }

    private static ProcessLock lock(Path ledger, Path file) throws IOException {
        FileChannel channel = null;
        boolean locked = false;
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock(Long.MAX_VALUE - 1, 1, false);
            if (lock == null) {
                throw refused(ledger, note(channel));
            }
            writeNote(channel);
            locked = true;
            return new ProcessLock(Optional.of(file), Optional.of(channel));
        } finally {
            if (!locked) {
                HELD.remove(file);
                if (channel != null) {
                    channel.close();
                }
            }
        }
    }

    private static void writeNote(FileChannel channel) throws IOException {
        byte[] note = ("process " + ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8);
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(note), 0);
    }

    private static String note(FileChannel channel) throws IOException {
        ByteBuffer note = ByteBuffer.allocate(LONGEST_NOTE);
        channel.read(note, 0);
        String text = new String(note.array(), 0, note.position(), StandardCharsets.UTF_8);
        return text.matches("process [0-9]+") ? text : "another process";
    }

    private static LedgerRefusedException refused(Path ledger, String who) {
        return new LedgerRefusedException("the ledger " + ledger + " is run by " + who
                + " already: stop that one, give this one a data directory of its own, or let several instances share"
                + " one PostgreSQL ledger (ledger.url=jdbc:postgresql://...)");
    }
}
