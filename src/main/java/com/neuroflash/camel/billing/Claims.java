package com.neuroflash.camel.billing;

import com.neuroflash.camel.api.GeneratedImage;
import com.neuroflash.camel.api.Generation;
import com.neuroflash.camel.api.HistoryEntry;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Batches and images that have an owner. Ids of both kinds live in separate key spaces.
 *
 * @param batchIds claimed batches
 * @param imageIds claimed images
 */
public record Claims(Set<String> batchIds, Set<String> imageIds) {
    /** Copies both. */
    public Claims {
        batchIds = Set.copyOf(batchIds);
        imageIds = Set.copyOf(imageIds);
    }

    /** Nothing claimed. */
    public static Claims none() {
        return new Claims(Set.of(), Set.of());
    }

    /** What an answer names. */
    public static Claims of(Generation generation) {
        return new Claims(
                generation.batchId().map(Set::of).orElse(Set.of()),
                generation.images().stream()
                        .map(GeneratedImage::imageId)
                        .flatMap(Optional::stream)
                        .collect(Collectors.toSet()));
    }

    /** What adopting a batch claims. */
    public static Claims of(Batch batch) {
        return new Claims(
                batch.batchId().map(Set::of).orElse(Set.of()),
                batch.rows().stream().map(HistoryEntry::outputImageId).collect(Collectors.toSet()));
    }

    /** Both together. */
    public Claims with(Claims others) {
        return new Claims(union(batchIds, others.batchIds), union(imageIds, others.imageIds));
    }

    /** Whether a batch has an owner: through its own id or any of its images. */
    public boolean covers(Batch batch) {
        return batch.batchId().filter(batchIds::contains).isPresent()
                || batch.rows().stream().map(HistoryEntry::outputImageId).anyMatch(imageIds::contains);
    }

    /** Whether one of these is among {@code others}: inserting both must conflict. */
    public boolean conflictsWith(Claims others) {
        return batchIds.stream().anyMatch(others.batchIds::contains)
                || imageIds.stream().anyMatch(others.imageIds::contains);
    }

    /** Those batches that nobody owns. */
    public List<Batch> unclaimed(List<Batch> batches) {
        return batches.stream().filter(batch -> !covers(batch)).toList();
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        Set<String> union = new LinkedHashSet<>(some);
        union.addAll(others);
        return union;
    }
}
