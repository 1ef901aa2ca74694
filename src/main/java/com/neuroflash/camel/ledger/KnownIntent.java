package com.neuroflash.camel.ledger;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.billing.Fingerprint;
import com.neuroflash.camel.billing.Identity;
import com.neuroflash.camel.billing.IntentState;
import com.neuroflash.camel.billing.Recognition;
import java.time.Instant;
import java.util.Optional;

/**
 * What a look-up by identity tells: enough to answer a message that came again.
 *
 * @param identity its key
 * @param rawHash of the message it was begun for; empty after a rebuild from sidecars
 * @param fingerprint F of its request
 * @param state where it is
 * @param heldBy the living owner that works on it
 * @param due when it is looked at again, if parked
 * @param reason why it is parked, held, failed or dropped
 */
public record KnownIntent(
        Identity identity,
        Optional<String> rawHash,
        Fingerprint fingerprint,
        IntentState state,
        Optional<String> heldBy,
        Optional<Instant> due,
        Optional<Reason> reason) {
    /** Checks that all are there. */
    public KnownIntent {
        requireNonNull(identity, "identity is null");
        requireNonNull(rawHash, "rawHash is null");
        requireNonNull(fingerprint, "fingerprint is null");
        requireNonNull(state, "state is null");
        requireNonNull(heldBy, "heldBy is null");
        requireNonNull(due, "due is null");
        requireNonNull(reason, "reason is null");
    }

    /**
     * Whether a message that came under this identity is the same one.
     *
     * @param messageHash {@link Identity#rawHash} of the message
     * @param requested F of what it asks for
     * @param resumed whether it named its identity by {@link Identity#asId()}
     */
    public Recognition recognise(String messageHash, Fingerprint requested, boolean resumed) {
        return Recognition.of(rawHash.orElse(""), fingerprint, messageHash, requested, resumed || rawHash.isEmpty());
    }
}
