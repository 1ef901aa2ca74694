package com.neuroflash.camel.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The batches and the rows of the history in memory, every change in the journal first. */
final class Store {
    private final Map<String, StoredBatch> batches = new LinkedHashMap<>();
    private final Map<String, AnswerState> answers = new HashMap<>();
    private final Map<String, HistoryRow> rows = new HashMap<>();
    private final List<HistoryRow> oldestFirst = new ArrayList<>();
    private Journal journal;

    synchronized void writeTo(Journal newJournal) {
        journal = newJournal;
    }

    /** Replays what the journal holds. */
    synchronized void apply(JournalRecord line) {
        if (line instanceof JournalRecord.Added added) {
            keep(added.batch());
        } else if (line instanceof JournalRecord.Answered answered) {
            answers.put(answered.batchId(), answered.state());
        } else if (line instanceof JournalRecord.Deleted deleted) {
            forget(deleted.imageId());
        }
    }

    /** Records a batch that is made under the lock, so that the history's order is that of its times. */
    synchronized StoredBatch add(Supplier<StoredBatch> maker) {
        StoredBatch batch = maker.get();
        journal.append(new JournalRecord.Added(batch));
        keep(batch);
        return batch;
    }

    synchronized void answered(String batchId, AnswerState state) {
        journal.append(new JournalRecord.Answered(batchId, state));
        answers.put(batchId, state);
    }

    synchronized Optional<StoredImage> delete(String imageId) {
        HistoryRow row = rows.get(imageId);
        if (row == null) {
            return Optional.empty();
        }
        journal.append(new JournalRecord.Deleted(imageId));
        forget(imageId);
        return Optional.of(row.image());
    }

    synchronized Optional<HistoryRow> row(String imageId) {
        return Optional.ofNullable(rows.get(imageId));
    }

    /** Newest first. */
    synchronized List<HistoryRow> rows(Predicate<HistoryRow> wanted, long offset, long limit) {
        List<HistoryRow> page = new ArrayList<>();
        long skipped = 0;
        for (int i = oldestFirst.size() - 1; i >= 0 && page.size() < limit; i--) {
            HistoryRow row = oldestFirst.get(i);
            if (wanted.test(row) && skipped++ >= offset) {
                page.add(row);
            }
        }
        return page;
    }

    synchronized List<BilledBatch> bill() {
        return batches.values().stream()
                .filter(StoredBatch::billed)
                .map(batch -> BilledBatch.of(batch, answers.getOrDefault(batch.batchId(), AnswerState.PENDING)))
                .toList();
    }

    /** How many images were billed, grouped by something about their time. */
    synchronized <K> Map<K, Long> billedImages(Function<Instant, K> period) {
        Map<K, Long> counts = new HashMap<>();
        batches.values().stream()
                .filter(StoredBatch::billed)
                .forEach(batch -> counts.merge(
                        period.apply(batch.createdAt()), (long) batch.images().size(), Long::sum));
        return counts;
    }

    private void keep(StoredBatch batch) {
        batches.put(batch.batchId(), batch);
        for (StoredImage image : batch.images()) {
            HistoryRow row = new HistoryRow(batch, image);
            rows.put(image.imageId(), row);
            oldestFirst.add(placeOf(batch.createdAt()), row);
        }
    }

    private int placeOf(Instant createdAt) {
        int place = oldestFirst.size();
        while (place > 0 && oldestFirst.get(place - 1).batch().createdAt().isAfter(createdAt)) {
            place--;
        }
        return place;
    }

    private void forget(String imageId) {
        HistoryRow row = rows.remove(imageId);
        if (row != null) {
            oldestFirst.remove(row);
        }
    }
}
