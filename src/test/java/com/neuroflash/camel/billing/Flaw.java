package com.neuroflash.camel.billing;

/** What the model leaves out, to see that the invariants notice. */
enum Flaw {
    NONE,
    NO_PREPARED_COMMIT,
    NO_CLAIM_KEY,
    NO_SETTLE_TIME,
    NO_BARRIER,
    BARRIER_OVER_FINGERPRINT,
    MONOTONIC_CLOCK_ONLY,
    FLOOR_BY_WATERMARK_ONLY,
    ONE_USER_FOR_ALL_CREDENTIALS
}
