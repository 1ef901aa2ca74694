package com.neuroflash.camel.prompt;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The records of a file, one after the other and no earlier than asked for, with constant memory: of a record longer
 * than {@link #MAX_LENGTH} only place and checksum are kept. Not for several threads.
 */
public final class RawRecords implements AutoCloseable {
    /** The most bytes a record may have: 1 MiB. */
    public static final int MAX_LENGTH = 1024 * 1024;

    private static final int BUFFER = 16 * 1024;

    private final InputStream input;
    private final RecordEnd end;
    private final boolean lines;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int limit;
    private long offset;
    private long line = 1;
    private boolean started;

    RawRecords(InputStream input, PromptFormat format) {
        this.input = requireNonNull(input, "input is null");
        this.end = RecordEnd.of(format);
        this.lines = format.hasManyPrompts();
    }

    /**
     * Opens a file; a symbolic link is refused.
     *
     * @throws IOException when it can't be opened
     */
    public static RawRecords open(Path file, PromptFormat format) throws IOException {
        return new RawRecords(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS), format);
    }

    /** The next record, blank ones included, or empty at the end of the file. */
    public Optional<RawRecord> next() throws IOException {
        if (!hasBytes()) {
            return Optional.empty();
        }
        RecordBytes bytes = new RecordBytes(lines);
        long firstLine = line;
        long firstOffset = offset;
        boolean ended = false;
        while (!ended && hasBytes()) {
            int from = position;
            ended = scan();
            bytes.append(buffer, from, ended ? position - 1 : position);
            offset += position - from;
        }
        Optional<String> flaw = end.flaw();
        return Optional.of(new RawRecord(
                firstLine,
                line - firstLine,
                firstOffset,
                offset - firstOffset,
                bytes.content(),
                bytes.flaw().or(() -> flaw),
                bytes.sha256()));
    }

    /** Where the next record would begin; at the end, the length of what was read. */
    public long bytesRead() {
        return offset;
    }

    @Override
    public void close() throws IOException {
        input.close();
    }

    private boolean scan() {
        while (position < limit) {
            byte next = buffer[position++];
            if (next == '\n') {
                line++;
            }
            if (end.endsWith(next)) {
                return true;
            }
        }
        return false;
    }

    private boolean hasBytes() throws IOException {
        if (!started) {
            started = true;
            skipByteOrderMark();
        }
        if (position == limit) {
            position = 0;
            limit = Math.max(0, input.read(buffer));
        }
        return limit > 0;
    }

    private void skipByteOrderMark() throws IOException {
        limit = input.readNBytes(buffer, 0, 3);
        if (limit == 3 && buffer[0] == (byte) 0xEF && buffer[1] == (byte) 0xBB && buffer[2] == (byte) 0xBF) {
            position = 3;
            offset = 3;
        }
    }
}
