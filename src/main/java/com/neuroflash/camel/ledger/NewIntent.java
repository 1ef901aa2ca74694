package com.neuroflash.camel.ledger;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.billing.FrozenRequest;
import com.neuroflash.camel.billing.Identity;

/**
 * A prompt at first sight; all of it is kept as it is, however the configuration changes meanwhile.
 *
 * @param identity what makes it the same message when it comes again
 * @param rawHash {@link Identity#rawHash} of the message
 * @param request what is sent, defaults filled in
 * @param origin where it came from
 * @param keyTemplate the template its objects are named by
 * @param sink the name of the sink that its images go to
 */
public record NewIntent(
        Identity identity, String rawHash, FrozenRequest request, Origin origin, String keyTemplate, String sink) {
    /** Checks that all are there. */
    public NewIntent {
        requireNonNull(identity, "identity is null");
        requireNonNull(rawHash, "rawHash is null");
        requireNonNull(request, "request is null");
        requireNonNull(origin, "origin is null");
        requireNonNull(keyTemplate, "keyTemplate is null");
        requireNonNull(sink, "sink is null");
    }
}
