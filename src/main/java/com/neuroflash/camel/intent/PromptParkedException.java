package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.billing.Identity;

/** Thrown when the ledger keeps a prompt for later: it is stored, its source may acknowledge it. */
public final class PromptParkedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String intent;

    PromptParkedException(Identity intent, String reason) {
        super(reason, null, false, false);
        this.intent = requireNonNull(intent, "intent is null").asId();
    }

    /** The id under which the ledger lists it. */
    public String intent() {
        return intent;
    }
}
