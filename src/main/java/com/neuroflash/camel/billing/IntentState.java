package com.neuroflash.camel.billing;

import java.util.EnumSet;
import java.util.Set;

/** Where a prompt is on its way. */
public enum IntentState {
    /** Begun; nothing paid yet. */
    ACTIVE,
    /** Paid; its images are being delivered. */
    ANSWERED,
    /** Waits in the ledger, due at a time; its source is acknowledged. */
    PARKED,
    /** Waits for a person, or for evidence that decides it after all. */
    HELD,
    /** Every image delivered. */
    DONE,
    /** A dead letter; may be resumed by dropping it in again. */
    FAILED,
    /** Given up by a person. */
    DROPPED;

    /** Whether nothing is left to do. */
    public boolean isFinished() {
        return this == DONE || this == FAILED || this == DROPPED;
    }

    /** Whether the step to {@code next} is one that the rules know; staying is none. */
    public boolean canBecome(IntentState next) {
        return next().contains(next);
    }

    private Set<IntentState> next() {
        switch (this) {
            case ACTIVE:
                return EnumSet.of(ANSWERED, PARKED, HELD, FAILED);
            case ANSWERED:
                return EnumSet.of(DONE, PARKED, HELD, FAILED);
            case PARKED:
                return EnumSet.of(ACTIVE, ANSWERED, HELD, FAILED, DONE, DROPPED);
            case HELD:
                return EnumSet.of(ACTIVE, ANSWERED, PARKED, FAILED, DROPPED);
            case FAILED:
                return EnumSet.of(ACTIVE, ANSWERED);
            default:
                return EnumSet.noneOf(IntentState.class);
        }
    }
}
