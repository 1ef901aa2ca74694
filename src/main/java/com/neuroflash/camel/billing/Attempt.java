package com.neuroflash.camel.billing;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.OptionalInt;

/**
 * One POST, as the ledger keeps it.
 *
 * @param id names it
 * @param request what it sends
 * @param state what is known of it
 * @param principal whose credentials it used (client id, or the token's subject or digest): rows show that user's id
 * @param sent when PREPARED was committed, in server time
 * @param watermark what the history showed before
 * @param imageLimit how many images it may cost, as reserved
 * @param answeredImages how many images an answer without ids had
 */
public record Attempt(
        String id,
        FrozenRequest request,
        AttemptState state,
        String principal,
        ServerSpan sent,
        Watermark watermark,
        int imageLimit,
        OptionalInt answeredImages) {

    /** Checks that all are there. */
    public Attempt {
        requireNonNull(id, "id is null");
        requireNonNull(request, "request is null");
        requireNonNull(state, "state is null");
        requireNonNull(principal, "principal is null");
        requireNonNull(sent, "sent is null");
        requireNonNull(watermark, "watermark is null");
        requireNonNull(answeredImages, "answeredImages is null");
        if (imageLimit < 1) {
            throw new IllegalArgumentException("imageLimit must be 1 or more, found " + imageLimit);
        }
    }

    /** T: from here on the history shows it if it was billed. */
    public Instant settlesAt(BillingRules rules) {
        return sent.latest().plus(rules.settleTime());
    }

    /** How many images make a batch whole for certain; one with fewer may still grow until T. */
    int wholeAt() {
        return answeredImages.orElse(imageLimit);
    }
}
