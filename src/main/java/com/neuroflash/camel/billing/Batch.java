package com.neuroflash.camel.billing;

import com.neuroflash.camel.api.HistoryEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rows of the history that belong to one request; a row without a batch id is a batch by itself.
 *
 * @param batchId the server's id, if it gives one
 * @param rows its images, by creation and id; at least one
 */
public record Batch(Optional<String> batchId, List<HistoryEntry> rows) {
    /** Oldest first, ties by id, so that every instance sees the same order; rows without a time come last. */
    static final Comparator<Batch> OLDEST_FIRST = Comparator.comparing(
                    (Batch batch) -> batch.createdAt().orElse(Instant.MAX))
            .thenComparing(Batch::key);

    private static final Comparator<HistoryEntry> ROWS_OLDEST_FIRST = Comparator.comparing(
                    (HistoryEntry row) -> row.createdAt().orElse(Instant.MAX))
            .thenComparing(HistoryEntry::outputImageId);

    /** Checks that there is a row, and sorts. */
    public Batch {
        rows = rows.stream().sorted(ROWS_OLDEST_FIRST).toList();
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("a batch must have at least one row; found none");
        }
    }

    /** Groups rows, oldest batch first; a row that repeats counts once. */
    public static List<Batch> group(List<HistoryEntry> rows) {
        Map<String, HistoryEntry> byImage = new LinkedHashMap<>();
        rows.forEach(row -> byImage.put(row.outputImageId(), row));
        Map<String, List<HistoryEntry>> byBatch = new LinkedHashMap<>();
        List<Batch> batches = new ArrayList<>();
        for (HistoryEntry row : byImage.values()) {
            row.batchId()
                    .ifPresentOrElse(
                            id -> byBatch.computeIfAbsent(id, key -> new ArrayList<>())
                                    .add(row),
                            () -> batches.add(new Batch(Optional.empty(), List.of(row))));
        }
        byBatch.forEach((id, members) -> batches.add(new Batch(Optional.of(id), members)));
        return batches.stream().sorted(OLDEST_FIRST).toList();
    }

    /** When its first image was made, by the server's clock. */
    public Optional<Instant> createdAt() {
        return rows.get(0).createdAt();
    }

    /** How many images the history shows. */
    public int size() {
        return rows.size();
    }

    /** Names it among batches. */
    public String key() {
        return batchId.map(id -> "batch:" + id)
                .orElseGet(() -> "image:" + rows.get(0).outputImageId());
    }

    @Override
    public String toString() {
        return "Batch[" + key() + ", images=" + size() + "]";
    }
}
