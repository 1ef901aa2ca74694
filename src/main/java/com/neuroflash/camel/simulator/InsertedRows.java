package com.neuroflash.camel.simulator;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Puts rows into the history, and takes rows out, past the API. */
final class InsertedRows {
    private final Store store;
    private final Images images;
    private final String workspaceId;
    private final Clock clock;

    InsertedRows(Parts parts) {
        this.store = parts.store();
        this.images = parts.images();
        this.workspaceId = parts.settings().account().workspaceId();
        this.clock = parts.settings().clock();
    }

    List<String> insert(ForeignGeneration generation) {
        List<StoredImage> made = new ArrayList<>();
        for (int number = 0; number < generation.images(); number++) {
            made.add(images.make(UUID.randomUUID().toString(), picture(generation, number)));
        }
        store.add(() -> batch(generation, made));
        return made.stream().map(StoredImage::imageId).toList();
    }

    boolean delete(String imageId) {
        Optional<StoredImage> image = store.delete(imageId);
        image.ifPresent(images::delete);
        return image.isPresent();
    }

    private static Images.Picture picture(ForeignGeneration generation, int number) {
        String ratio = String.valueOf(generation.parameters().getOrDefault("aspect_ratio", "1:1"));
        String format = String.valueOf(generation.parameters().getOrDefault("output_format", "png"));
        return new Images.Picture(
                generation.prompt(), generation.model(), number, ratio, ImageFormat.named(format), List.of());
    }

    private StoredBatch batch(ForeignGeneration generation, List<StoredImage> made) {
        Instant createdAt = generation.createdAt().orElseGet(clock::instant);
        return new StoredBatch(
                UUID.randomUUID().toString(),
                generation.inputImages().isEmpty() ? Operation.GENERATE : Operation.EDIT,
                false,
                createdAt,
                createdAt,
                createdAt,
                generation.userId(),
                workspaceId,
                generation.model(),
                generation.prompt(),
                generation.prompt(),
                generation.parameters(),
                generation.parameters(),
                generation.inputImages(),
                made);
    }
}
