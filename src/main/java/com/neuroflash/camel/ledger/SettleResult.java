package com.neuroflash.camel.ledger;

/** What came of applying decisions: all of them, or none. */
public sealed interface SettleResult {
    /** All were applied. */
    record Settled() implements SettleResult {}

    /** None was applied: an attempt was added or has changed since the group was read; read it again. */
    record GroupChanged() implements SettleResult {}

    /**
     * None was applied: an id is another attempt's; read the claims and match anew.
     *
     * @param attemptId which adoption failed
     */
    record ClaimConflict(String attemptId) implements SettleResult {}
}
