package com.neuroflash.camel.kafka;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.source.SourceMessage;
import java.util.Optional;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** One record that is in our hand: read, and not finished. */
final class HeldRecord implements Delayed {
    /** What the source of every record is called. */
    static final String SOURCE = "kafka";

    private static final AtomicLong SEQUENCE = new AtomicLong();
    private static final byte[] NOTHING = {};

    private final SourceMessage message;
    private final long offset;
    private final PartitionProgress progress;
    private final long order = SEQUENCE.getAndIncrement();
    private volatile long dueAt = System.nanoTime();
    private int failures;

    /** Of a record, its value, its place and its time are used; its key and its headers never. */
    HeldRecord(ConsumerRecord<byte[], byte[]> record, PartitionProgress progress) {
        byte[] value = Optional.ofNullable(record.value()).orElse(NOTHING);
        message = SourceMessage.of(SOURCE, record.topic(), id(record), value);
        offset = record.offset();
        this.progress = requireNonNull(progress, "progress is null");
        progress.begin(offset);
    }

    /** With the time, because a topic that is made anew has the same offsets again. */
    private static String id(ConsumerRecord<byte[], byte[]> record) {
        return record.partition() + "-" + record.offset() + "-" + record.timestamp();
    }

    SourceMessage message() {
        return message;
    }

    /** Whether its partition is still ours. */
    boolean isWanted() {
        return !progress.isEnded();
    }

    /** It need not come again. */
    void finish() {
        progress.finish(offset);
    }

    /** Counts a failure; tells how many there were in a row. */
    int fail() {
        return ++failures;
    }

    /** It is handed over again in a while. */
    HeldRecord dueIn(long nanos) {
        dueAt = System.nanoTime() + nanos;
        return this;
    }

    @Override
    public long getDelay(TimeUnit unit) {
        return unit.convert(dueAt - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
        HeldRecord that = (HeldRecord) other;
        int earlier = Long.signum(dueAt - that.dueAt);
        return earlier == 0 ? Long.compare(order, that.order) : earlier;
    }
}
