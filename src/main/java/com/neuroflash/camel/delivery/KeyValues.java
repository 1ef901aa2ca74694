package com.neuroflash.camel.delivery;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What a {@link KeyTemplate} may put into a key; any text may be hostile.
 *
 * @param imageId the image's id in the history
 * @param index which of its request's images this is
 * @param format of the bytes, for the extension
 * @param createdAt when it was made, in server time
 * @param name the sender's wish
 * @param model the model's id
 * @param batchId groups the images of one request
 * @param intent our own id of the request
 * @param metadata the sender's, for {@code {meta.x}}
 */
public record KeyValues(
        String imageId,
        int index,
        ImageFormat format,
        Optional<Instant> createdAt,
        Optional<String> name,
        Optional<String> model,
        Optional<String> batchId,
        Optional<String> intent,
        Map<String, String> metadata) {
    /** Checks that nothing is null and copies the map. */
    public KeyValues {
        requireNonNull(imageId, "imageId is null");
        requireNonNull(format, "format is null");
        requireNonNull(createdAt, "createdAt is null");
        requireNonNull(name, "name is null");
        requireNonNull(model, "model is null");
        requireNonNull(batchId, "batchId is null");
        requireNonNull(intent, "intent is null");
        metadata = Map.copyOf(metadata);
    }
}
