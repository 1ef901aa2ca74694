package com.neuroflash.camel.inbox;

import com.neuroflash.camel.prompt.PromptFormat;
import com.neuroflash.camel.prompt.RawRecord;
import com.neuroflash.camel.prompt.RawRecords;
import com.neuroflash.camel.source.Durable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/**
 * Copies some lines of a jsonl or csv, byte for byte but for the ids they are given and in the file's order, into a file
 * that can be read like the original: with its byte order mark and, for a csv, its header.
 */
final class LineCopy {
    private final Path original;
    private final PromptFormat format;
    private final IntentIds ids;
    private final Map<Long, Long> places = new TreeMap<>();
    private long line = 1;

    /** Copies records as they are but for the ids they are given. */
    LineCopy(Path original, PromptFormat format, IntentIds ids) {
        this.original = original;
        this.format = format;
        this.ids = ids;
    }

    /**
     * Writes the lines that are wanted.
     *
     * @return the lines that were copied: their number in the original, and in the copy
     */
    Map<Long, Long> write(LongPredicate wanted, Path target) throws IOException {
        try (RawRecords records = RawRecords.open(original, format);
                FileChannel from = FileChannel.open(original, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
                FileChannel to = Durable.open(target)) {
            copyAll(records, wanted, from, to);
            to.force(true);
        }
        return places;
    }

    private void copyAll(RawRecords records, LongPredicate wanted, FileChannel from, FileChannel to)
            throws IOException {
        boolean header = format == PromptFormat.CSV;
        boolean first = true;
        for (Optional<RawRecord> next = records.next(); next.isPresent(); next = records.next()) {
            RawRecord record = next.get();
            if (first) {
                copy(from, 0, record.offset(), to);
                first = false;
            }
            if (record.isBlank()) {
                continue;
            }
            if (header) {
                copy(record, ids.inHeader(record), from, to);
                header = false;
            } else if (wanted.test(record.line())) {
                places.put(record.line(), line);
                copy(record, ids.inRecord(record), from, to);
            }
        }
    }

    private void copy(RawRecord record, Optional<Splice> change, FileChannel from, FileChannel to) throws IOException {
        if (change.isPresent()) {
            copy(record, change.get(), from, to);
        } else {
            copy(from, record.offset(), record.length(), to);
        }
        line += record.lines();
    }

    private void copy(RawRecord record, Splice change, FileChannel from, FileChannel to) throws IOException {
        int rest = change.at() + change.removed();
        copy(from, record.offset(), change.at(), to);
        Durable.write(change.bytes(), to);
        copy(from, record.offset() + rest, record.length() - rest, to);
        line += change.moreLines(record.content());
    }

    private static void copy(FileChannel from, long offset, long length, FileChannel to) throws IOException {
        long copied = 0;
        while (copied < length) {
            long now = from.transferTo(offset + copied, length - copied, to);
            if (now <= 0) {
                throw new IOException("the file became shorter while it was copied; leave files in the inbox alone");
            }
            copied += now;
        }
    }
}
