package com.neuroflash.camel.ledger;

import com.neuroflash.camel.billing.IntentState;

/** What came of a person's decision. */
public sealed interface OperatorResult {
    /**
     * Done.
     *
     * @param intent the intent's state
     */
    record Applied(IntentState intent) implements OperatorResult {}

    /** There is no such intent. */
    record NotFound() implements OperatorResult {}

    /**
     * Not possible; nothing was changed.
     *
     * @param intent the intent's state
     * @param message what was expected, what was found, what to do
     */
    record NotPossible(IntentState intent, String message) implements OperatorResult {}
}
