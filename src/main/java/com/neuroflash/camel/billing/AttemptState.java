package com.neuroflash.camel.billing;

import java.util.EnumSet;
import java.util.Set;

/** What is known of one POST. */
public enum AttemptState {
    /** Committed before the first byte; sent or not. */
    PREPARED,
    /** Billed, and its batch or images are claimed. */
    ANSWERED,
    /** Billed for certain, but the answer named no id: to be matched with the history, never absent. */
    UNIDENTIFIED,
    /** Proven not billed. */
    REJECTED,
    /** May have been billed. */
    UNKNOWN,
    /** Billed, as the history shows; its batch is claimed. */
    ADOPTED,
    /** Not billed, as the history shows. */
    ABSENT,
    /** May have been billed; a person, or {@code billing.on-ambiguous=resubmit}, let it go. */
    WAIVED,
    /** Billed, as a late answer proved after the intent had been sent again: an assumption was broken. To be counted. */
    SURPLUS;

    private static final Set<AttemptState> FREE = EnumSet.of(REJECTED, ABSENT, WAIVED, SURPLUS);
    private static final Set<AttemptState> OPEN = EnumSet.of(UNKNOWN, UNIDENTIFIED);
    private static final Set<AttemptState> PAID = EnumSet.of(ANSWERED, UNIDENTIFIED, ADOPTED);
    private static final Set<AttemptState> SPENT = EnumSet.of(ABSENT, WAIVED, SURPLUS);

    /** Whether another attempt of the same intent may follow; rule 1's index holds over the states where not. */
    public boolean permitsAnother() {
        return FREE.contains(this);
    }

    /** Whether it bars every attempt of its likeness until the history has told. */
    public boolean isOpen() {
        return OPEN.contains(this);
    }

    /** Whether the intent has its images, so that only delivery is left (or, unidentified, matching). */
    public boolean isPaid() {
        return PAID.contains(this);
    }

    /** Whether it counts towards {@code billing.max-attempts}; a refusal costs nothing and does not. */
    public boolean countsAsTried() {
        return SPENT.contains(this);
    }

    /** Whether the step to {@code next} is one that the rules know. */
    public boolean canBecome(AttemptState next) {
        return next().contains(next);
    }

    /** An answer that arrives late, from an owner thought gone, is still the best evidence. */
    private Set<AttemptState> next() {
        switch (this) {
            case PREPARED:
                return EnumSet.of(ANSWERED, UNIDENTIFIED, REJECTED, UNKNOWN);
            case UNKNOWN:
                return EnumSet.of(ANSWERED, UNIDENTIFIED, REJECTED, ADOPTED, ABSENT, WAIVED);
            case UNIDENTIFIED:
                return EnumSet.of(ADOPTED, WAIVED);
            case ABSENT:
            case WAIVED:
                return EnumSet.of(ANSWERED, UNIDENTIFIED, SURPLUS);
            default:
                return EnumSet.noneOf(AttemptState.class);
        }
    }
}
