package com.neuroflash.camel.simulator;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** {@code GET /api/ds-prototypes/image_generation/{image_id}/view}: an image's bytes. */
final class ViewEndpoint implements Endpoint {
    private final Guard guard;
    private final Store store;
    private final Images images;
    private final Clock clock;
    private final Map<String, Instant> expiredUntil = new ConcurrentHashMap<>();

    ViewEndpoint(Parts parts) {
        this.guard = parts.guard();
        this.store = parts.store();
        this.images = parts.images();
        this.clock = parts.settings().clock();
    }

    @Override
    public Answer answer(Call call, String imageId, Disturbance disturbance) {
        guard.admit(call);
        disturbance
                .first(Fault.ExpireImage.class)
                .ifPresent(fault -> expiredUntil.put(imageId, clock.instant().plus(fault.duration())));
        if (expired(imageId)) {
            throw Refusal.detail(404, "Image URL expired");
        }
        StoredImage image =
                store.row(imageId).map(HistoryRow::image).orElseThrow(() -> Refusal.detail(404, "Image not found"));
        Content content = images.open(image).orElseThrow(() -> Refusal.detail(404, "Image not found"));
        return Answer.of(200, image.format().contentType(), content);
    }

    private boolean expired(String imageId) {
        Instant until = expiredUntil.get(imageId);
        if (until != null && !until.isAfter(clock.instant())) {
            expiredUntil.remove(imageId, until);
            return false;
        }
        return until != null;
    }
}
