package com.neuroflash.camel.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The commit after an image came to its end; the last one ends the intent. */
final class DeliveryScript {
    private DeliveryScript() {}

    static ImageResult record(
            Handle handle,
            AttemptId id,
            int position,
            ImageState state,
            Optional<StoredObject> object,
            Optional<Reason> reason,
            Optional<Observation> observation) {
        IntentRows.Locked intent = IntentRows.lock(handle, id.intent()).orElseThrow(() -> missing(id, position));
        Tally attempt = Tally.ofIntent(handle, id.intent()).stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> missing(id, position));
        List<ImageRecord> images = new ArrayList<>(ImageRows.ofAttempt(handle, id));
        ImageRecord image = images.stream()
                .filter(candidate -> candidate.index() == position)
                .findFirst()
                .orElseThrow(() -> missing(id, position));
        if (image.state() == ImageState.PENDING) {
            ImageRows.become(handle, id, position, state, object, reason);
            images.set(
                    images.indexOf(image),
                    new ImageRecord(id.toString(), position, image.seen(), state, object, reason));
            observation.ifPresent(seen -> ObservationRows.insert(handle, seen));
        } else if (!isSame(image, state, object)) {
            return new ImageResult.Superseded(image);
        }
        return Endings.progress(handle, intent, attempt, images);
    }

    private static boolean isSame(ImageRecord image, ImageState state, Optional<StoredObject> object) {
        return image.state() == state
                && (object.isEmpty()
                        || image.object()
                                .filter(stored -> stored.isSameAs(object.get()))
                                .isPresent());
    }

    private static IllegalArgumentException missing(AttemptId id, int position) {
        return new IllegalArgumentException(
                "image " + position + " of attempt " + id + " is not in the ledger; record its answer first");
    }
}
