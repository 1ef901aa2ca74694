package com.neuroflash.camel.ledger;

import com.neuroflash.camel.billing.Attempt;
import com.neuroflash.camel.billing.Budget;
import com.neuroflash.camel.billing.SendPermission;

/** What came of asking for an attempt. In all but {@link Known} the intent is in the ledger and is the asker's. */
public sealed interface PrepareResult {
    /**
     * Committed: send it, once, after the last check.
     *
     * @param attempt as it was committed
     */
    record Prepared(Attempt attempt) implements PrepareResult {}

    /**
     * Not now: the budget is used up; park it.
     *
     * @param verdict {@code UsedUp} or {@code TooSmall}
     */
    record OverBudget(Budget.Verdict verdict) implements PrepareResult {}

    /**
     * Not now, or never again.
     *
     * @param permission anything but {@code Granted}
     */
    record Refused(SendPermission permission) implements PrepareResult {}

    /**
     * The intent was there before and is not the asker's to work on; nothing was changed. Answer from what is known, or
     * {@link Ledger#take} it.
     *
     * @param intent as it is
     */
    record Known(KnownIntent intent) implements PrepareResult {}
}
