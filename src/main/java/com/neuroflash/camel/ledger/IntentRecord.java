package com.neuroflash.camel.ledger;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.billing.AttemptState;
import com.neuroflash.camel.billing.FrozenRequest;
import com.neuroflash.camel.billing.Identity;
import com.neuroflash.camel.billing.IntentState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An intent with its whole story.
 *
 * @param known what a look-up tells
 * @param request what is sent
 * @param origin where it came from
 * @param keyTemplate the template its objects are named by
 * @param sink the sink that its images go to; empty for one that was begun before the ledger kept it
 * @param begun when it was first seen, by the database's clock
 * @param changed when its state changed last, by the database's clock
 * @param attempts its POSTs, in their order
 * @param images its images, in their order
 */
public record IntentRecord(
        KnownIntent known,
        FrozenRequest request,
        Origin origin,
        String keyTemplate,
        Optional<String> sink,
        Instant begun,
        Instant changed,
        List<AttemptRecord> attempts,
        List<ImageRecord> images) {
    /** Checks that all are there and copies the lists. */
    public IntentRecord {
        requireNonNull(known, "known is null");
        requireNonNull(request, "request is null");
        requireNonNull(origin, "origin is null");
        requireNonNull(keyTemplate, "keyTemplate is null");
        requireNonNull(sink, "sink is null");
        requireNonNull(begun, "begun is null");
        requireNonNull(changed, "changed is null");
        attempts = List.copyOf(attempts);
        images = List.copyOf(images);
    }

    /** Its key. */
    public Identity identity() {
        return known.identity();
    }

    /** Where it is. */
    public IntentState state() {
        return known.state();
    }

    /** The attempt that was billed, as an answer with ids or the history shows. */
    public Optional<AttemptRecord> billed() {
        return attempts.stream()
                .filter(attempt -> attempt.state() == AttemptState.ANSWERED || attempt.state() == AttemptState.ADOPTED)
                .findFirst();
    }

    /** The attempt that may have been billed and must be settled first. */
    public Optional<AttemptRecord> open() {
        return attempts.stream().filter(attempt -> attempt.state().isOpen()).findFirst();
    }

    /** The images that are still to be delivered. */
    public List<ImageRecord> pending() {
        return images.stream()
                .filter(image -> image.state() == ImageState.PENDING)
                .toList();
    }
}
