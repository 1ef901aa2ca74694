package com.neuroflash.camel.app;

import com.neuroflash.camel.ledger.OperatorLedger;
import java.time.Duration;
import java.time.Instant;

/**
 * Forgets finished prompts after {@code ledger.retention}. What they own stays owned: the history can show it for ever,
 * and without its owner it would look like another prompt's.
 */
final class Retention {
    private static final Instant NO_CLAIM = Instant.EPOCH;
    private static final int AT_ONCE = 500;

    private Retention() {}

    /** How many prompts were forgotten. */
    static long purge(OperatorLedger ledger, Duration retention, Instant now) {
        Instant before = now.minus(retention);
        long forgotten = 0;
        OperatorLedger.Purged purged = ledger.purge(before, NO_CLAIM, AT_ONCE);
        while (!purged.isNothing()) {
            forgotten += purged.intents();
            purged = ledger.purge(before, NO_CLAIM, AT_ONCE);
        }
        return forgotten;
    }
}
