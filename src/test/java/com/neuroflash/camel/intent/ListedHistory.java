package com.neuroflash.camel.intent;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A history in memory, newest first, and an API that can do nothing else. */
final class ListedHistory implements Neuroflash {
    private final List<HistoryEntry> rows = new ArrayList<>();

    HistoryEntry add(String batchId, String imageId, String prompt, Instant created) {
        HistoryEntry row = new HistoryEntry(
                imageId,
                Optional.of(batchId),
                Optional.of(42L),
                Optional.empty(),
                Optional.of(prompt),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(created));
        rows.add(0, row);
        return row;
    }

    @Override
    public List<HistoryEntry> history(HistoryQuery query) {
        int from = Math.min(query.offset(), rows.size());
        return List.copyOf(rows.subList(from, Math.min(from + query.limit(), rows.size())));
    }

    @Override
    public Optional<HistoryEntry> generation(String imageId) {
        return rows.stream().filter(row -> row.outputImageId().equals(imageId)).findFirst();
    }

    @Override
    public Generation generate(GenerationRequest request) {
        throw new UnsupportedOperationException("nothing is generated here");
    }

    @Override
    public Generation edit(GenerationRequest request) {
        throw new UnsupportedOperationException("nothing is edited here");
    }

    @Override
    public List<Model> models() {
        throw new UnsupportedOperationException("no models are needed here");
    }

    @Override
    public void delete(String imageId) {
        throw new UnsupportedOperationException("nothing is deleted here");
    }

    @Override
    public ViewedImage view(String reference, Path target) {
        throw new UnsupportedOperationException("no images are needed here");
    }
}
