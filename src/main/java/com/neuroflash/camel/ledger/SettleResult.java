package com.neuroflash.camel.ledger;

import java.util.Set;

/** What came of applying decisions: all of them, or none. */
public sealed interface SettleResult {
    /**
     * All were applied.
     *
     * @param news the attempts of which something became known that was not known before
     */
    record Settled(Set<String> news) implements SettleResult {
        /** Copies the set. */
        public Settled {
            news = Set.copyOf(news);
        }
    }

    /** None was applied: an attempt was added or has changed since the group was read; read it again. */
    record GroupChanged() implements SettleResult {}

    /**
     * None was applied: an id is another attempt's; read the claims and match anew.
     *
     * @param attemptId which adoption failed
     */
    record ClaimConflict(String attemptId) implements SettleResult {}
}
