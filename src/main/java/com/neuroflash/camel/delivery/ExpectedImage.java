package com.neuroflash.camel.delivery;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.api.HistoryEntry;
import java.util.Optional;

/**
 * What the history or the answer says about an image; what it doesn't say is not checked.
 *
 * @param length in bytes
 * @param width in pixels
 * @param height in pixels
 */
public record ExpectedImage(Optional<Long> length, Optional<Integer> width, Optional<Integer> height) {
    /** Checks that nothing is null. */
    public ExpectedImage {
        requireNonNull(length, "length is null");
        requireNonNull(width, "width is null");
        requireNonNull(height, "height is null");
    }

    /** Nothing is known beforehand. */
    public static ExpectedImage unknown() {
        return new ExpectedImage(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** What a history entry says; sizes that no image can have (0 or less) count as not said. */
    public static ExpectedImage of(HistoryEntry entry) {
        return new ExpectedImage(
                entry.outputImageSize().filter(length -> length > 0),
                entry.outputImageWidth().filter(width -> width > 0),
                entry.outputImageHeight().filter(height -> height > 0));
    }
}
