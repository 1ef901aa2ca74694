package com.neuroflash.camel.kafka;

import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * How far one assignment of a partition is worked off, in whatever order its records end: every record below the watermark
 * is finished. Holds only what is unfinished. Safe for several threads.
 */
final class PartitionProgress {
    private final TreeSet<Long> unfinished = new TreeSet<>();
    private OptionalLong next = OptionalLong.empty();
    private OptionalLong committed = OptionalLong.empty();
    private boolean ended;

    /** A record was read; offsets rise, with gaps where there is nothing for us. */
    synchronized void begin(long offset) {
        unfinished.add(offset);
        next = OptionalLong.of(offset + 1);
    }

    /** A record need not come again. */
    synchronized void finish(long offset) {
        unfinished.remove(offset);
    }

    /** The partition is another's, or is read anew: what still ends of it is committed by nobody. */
    synchronized void end() {
        ended = true;
    }

    synchronized boolean isEnded() {
        return ended;
    }

    /** The lowest offset that is not finished, unless it is committed. */
    synchronized OptionalLong toCommit() {
        OptionalLong watermark = unfinished.isEmpty() ? next : OptionalLong.of(unfinished.first());
        return watermark.equals(committed) ? OptionalLong.empty() : watermark;
    }

    /** The broker has it. */
    synchronized void committed(long watermark) {
        committed = OptionalLong.of(watermark);
    }
}
