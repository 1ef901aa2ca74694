package com.neuroflash.camel.history;

import com.neuroflash.camel.api.Generation;
import com.neuroflash.camel.api.GenerationRequest;
import com.neuroflash.camel.api.HistoryEntry;
import com.neuroflash.camel.api.HistoryQuery;
import com.neuroflash.camel.api.Model;
import com.neuroflash.camel.api.Neuroflash;
import com.neuroflash.camel.api.ViewedImage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A history in memory that changes before every third call or so, as others generate and delete. */
final class DriftingHistory implements Neuroflash {
    static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    /** In which order it lists. */
    enum Order {
        NEWEST_FIRST,
        OLDEST_FIRST,
        SHUFFLED
    }

    final List<HistoryEntry> rows = new ArrayList<>();
    private final Random random;
    private final Order order;
    private final int cap;
    private int mostInserted;
    private int mostDeleted;
    private int made;
    private int calls;

    /**
     * @param cap the largest page it gives, whatever is asked for
     */
    DriftingHistory(long seed, Order order, int cap) {
        this.random = new Random(seed);
        this.order = order;
        this.cap = cap;
    }

    DriftingHistory drifting(int inserted, int deleted) {
        mostInserted = inserted;
        mostDeleted = deleted;
        return this;
    }

    /** Adds rows in the given second, several may share it. */
    HistoryEntry add(int second) {
        HistoryEntry row = new HistoryEntry(
                "i" + made++,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(START.plusSeconds(second)));
        rows.add(row);
        return row;
    }

    int calls() {
        return calls;
    }

    @Override
    public List<HistoryEntry> history(HistoryQuery query) {
        drift();
        List<HistoryEntry> listed = new ArrayList<>(rows);
        Collections.shuffle(listed, random);
        Comparator<HistoryEntry> byTime =
                Comparator.comparing(row -> row.createdAt().orElseThrow());
        if (order == Order.NEWEST_FIRST) {
            listed.sort(byTime.reversed());
        } else if (order == Order.OLDEST_FIRST) {
            listed.sort(byTime.thenComparing(HistoryEntry::outputImageId));
        }
        int from = Math.min(query.offset(), listed.size());
        return listed.subList(from, Math.min(from + Math.min(query.limit(), cap), listed.size()));
    }

    private void drift() {
        calls++;
        if (random.nextInt(3) > 0) {
            return;
        }
        for (int i = random.nextInt(mostInserted + 1); i > 0; i--) {
            add(100_000 + calls - random.nextInt(5));
        }
        for (int i = random.nextInt(mostDeleted + 1); i > 0 && !rows.isEmpty(); i--) {
            rows.remove(random.nextInt(rows.size()));
        }
    }

    @Override
    public Optional<HistoryEntry> generation(String imageId) {
        return rows.stream().filter(row -> row.outputImageId().equals(imageId)).findFirst();
    }

    @Override
    public Generation generate(GenerationRequest request) {
        throw new UnsupportedOperationException("a walk must not generate");
    }

    @Override
    public Generation edit(GenerationRequest request) {
        throw new UnsupportedOperationException("a walk must not edit");
    }

    @Override
    public List<Model> models() {
        throw new UnsupportedOperationException("a walk needs no models");
    }

    @Override
    public void delete(String imageId) {
        throw new UnsupportedOperationException("a walk must not delete");
    }

    @Override
    public ViewedImage view(String reference, Path target) {
        throw new UnsupportedOperationException("a walk needs no images");
    }
}
