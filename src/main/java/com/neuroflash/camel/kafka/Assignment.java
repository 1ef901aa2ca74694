package com.neuroflash.camel.kafka;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The partitions that are ours, and how far each is worked off. Only for the thread that polls. */
final class Assignment implements ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(Assignment.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Consumer<byte[], byte[]> consumer;
    private final HandOver handOver;
    private final Map<TopicPartition, PartitionProgress> progress = new HashMap<>();

    Assignment(Consumer<byte[], byte[]> consumer, HandOver handOver) {
        this.consumer = requireNonNull(consumer, "consumer is null");
        this.handOver = requireNonNull(handOver, "handOver is null");
    }

    /** Takes a record into our hand. */
    void take(ConsumerRecord<byte[], byte[]> record) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        handOver.take(new HeldRecord(record, progress.computeIfAbsent(partition, key -> new PartitionProgress())));
    }

    /** Sends the watermarks that have risen, without waiting; what is lost is sent again with the next ones. */
    void commit() {
        Map<TopicPartition, OffsetAndMetadata> watermarks = watermarks(progress.keySet());
        if (!watermarks.isEmpty()) {
            consumer.commitAsync(watermarks, (offsets, failure) -> {
                if (failure == null) {
                    committed(offsets);
                } else {
                    LOG.debug("the watermarks are committed later: {}", failure.toString());
                }
            });
        }
    }

    /** Commits before the partitions go; records of ours that are on their way come again elsewhere and are known there. */
    void commitNow(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> watermarks = watermarks(partitions);
        if (watermarks.isEmpty()) {
            return;
        }
        try {
            commitSync(watermarks);
        } catch (KafkaException failure) {
            LOG.debug("the last watermarks are not committed, what is above them comes again: {}", failure.toString());
        }
    }

    /** A stop interrupts the first blocking call, which this may be. */
    private void commitSync(Map<TopicPartition, OffsetAndMetadata> watermarks) {
        try {
            consumer.commitSync(watermarks, PATIENCE);
        } catch (WakeupException stop) {
            consumer.commitSync(watermarks, PATIENCE);
        }
        committed(watermarks);
    }

    private Map<TopicPartition, OffsetAndMetadata> watermarks(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> watermarks = new HashMap<>();
        for (TopicPartition partition : partitions) {
            PartitionProgress own = progress.get(partition);
            if (own != null) {
                own.toCommit().ifPresent(offset -> watermarks.put(partition, new OffsetAndMetadata(offset)));
            }
        }
        return watermarks;
    }

    private void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((partition, watermark) -> {
            PartitionProgress own = progress.get(partition);
            if (own != null) {
                own.committed(watermark.offset());
            }
        });
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        if (!partitions.isEmpty()) {
            LOG.info("kafka: prompts come from {}", partitions);
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        commitNow(partitions);
        letGo(partitions);
    }

    /** They are another's already: a commit would be refused or, worse, be wrong. */
    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        letGo(partitions);
    }

    private void letGo(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            PartitionProgress own = progress.remove(partition);
            if (own != null) {
                own.end();
            }
        }
        handOver.dropUnwanted();
    }

    /** Everything is read anew by whoever comes next. */
    void end() {
        letGo(Set.copyOf(progress.keySet()));
    }
}
