package com.neuroflash.camel.ledger;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.api.GeneratedImage;
import com.neuroflash.camel.api.HistoryEntry;
import java.util.Optional;

/**
 * What an answer or the history said of an image.
 *
 * @param imageId its id, when the server gave one
 * @param url where to view it
 * @param contentType its media type, as an answer says
 * @param width in pixels
 * @param height in pixels
 * @param size in bytes
 */
public record SeenImage(
        Optional<String> imageId,
        Optional<String> url,
        Optional<String> contentType,
        Optional<Integer> width,
        Optional<Integer> height,
        Optional<Long> size) {
    /** Checks that all are there. */
    public SeenImage {
        requireNonNull(imageId, "imageId is null");
        requireNonNull(url, "url is null");
        requireNonNull(contentType, "contentType is null");
        requireNonNull(width, "width is null");
        requireNonNull(height, "height is null");
        requireNonNull(size, "size is null");
    }

    /** In an answer. */
    public static SeenImage of(GeneratedImage image) {
        return new SeenImage(
                image.imageId(), image.url(), image.contentType(), image.width(), image.height(), image.fileSize());
    }

    /** In the history. */
    public static SeenImage of(HistoryEntry row) {
        return new SeenImage(
                Optional.of(row.outputImageId()),
                row.outputImageUrl(),
                Optional.empty(),
                row.outputImageWidth(),
                row.outputImageHeight(),
                row.outputImageSize());
    }

    /** Names no address: it may be signed. */
    @Override
    public String toString() {
        return "SeenImage[" + imageId.orElse("no id") + "]";
    }
}
