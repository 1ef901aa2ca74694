package com.neuroflash.camel.ledger;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.billing.FrozenRequest;
import com.neuroflash.camel.billing.Identity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An intent as the sidecars of its images tell of it.
 *
 * @param identity its key
 * @param request what was sent
 * @param origin where it came from
 * @param batchId its batch
 * @param created when its first image was made, in server time
 * @param images its images and where they are
 * @param billed how many images came; more than are there means that some are not in the sink (any more)
 * @param keyTemplate the template that objects of images which are missing are named by
 * @param sink the sink that they are in
 */
public record RebuiltIntent(
        Identity identity,
        FrozenRequest request,
        Origin origin,
        Optional<String> batchId,
        Instant created,
        List<Image> images,
        int billed,
        String keyTemplate,
        String sink) {
    /** Checks that all are there and copies the images. */
    public RebuiltIntent {
        requireNonNull(identity, "identity is null");
        requireNonNull(request, "request is null");
        requireNonNull(origin, "origin is null");
        requireNonNull(batchId, "batchId is null");
        requireNonNull(created, "created is null");
        images = List.copyOf(images);
        billed = Math.max(billed, images.size());
        requireNonNull(keyTemplate, "keyTemplate is null");
        requireNonNull(sink, "sink is null");
    }

    /** Whether every image that came is there. */
    public boolean isWhole() {
        return images.size() == billed;
    }

    /**
     * One image.
     *
     * @param index which of its batch, from 0
     * @param imageId its id
     * @param object where it is
     */
    public record Image(int index, String imageId, StoredObject object) {
        /** Checks that all are there. */
        public Image {
            requireNonNull(imageId, "imageId is null");
            requireNonNull(object, "object is null");
        }
    }
}
