package com.neuroflash.camel.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The neuroflash image-generation API. Every method makes its one call, throws a subtype of
 * {@link NeuroflashException} that tells what to do, and never repeats a call that may be billed.
 */
public interface Neuroflash {
    /**
     * {@code POST /}: images from a text. Billed; sent exactly once.
     *
     * @throws OutcomeUnknownException when it may have been billed
     */
    Generation generate(GenerationRequest request);

    /**
     * {@code POST /edit}: images from images and a text. Billed; sent exactly once. The request's image references may
     * be image ids, relative paths, or absolute URLs of the configured host.
     *
     * @throws OutcomeUnknownException when it may have been billed
     * @throws RejectedException before anything is sent, when a reference points elsewhere
     */
    Generation edit(GenerationRequest request);

    /** {@code GET /models}: the models, with whether this account may use them. */
    List<Model> models();

    /** {@code GET /history}: one page of output images; the order is not promised. */
    List<HistoryEntry> history(HistoryQuery query);

    /** {@code GET /history/{image_id}}: one output image, or empty when the history does not show it (yet). */
    Optional<HistoryEntry> generation(String imageId);

    /** {@code DELETE /history/{image_id}}: removes the entry and its stored image. */
    void delete(String imageId);

    /**
     * Streams an image's bytes into {@code target}, which is replaced if it exists and removed on failure.
     *
     * @param reference an image id, a path relative to the host, or an absolute URL; no credential goes to another host
     */
    ViewedImage view(String reference, Path target);
}
