package com.neuroflash.camel.intent;

import com.neuroflash.camel.ledger.IntentRecord;

/** Stores what becomes of a prompt that fails when its source has long been acknowledged. */
@FunctionalInterface
public interface DeadLetterOffice {
    /** Stores it so that its sender finds it; storing the same again leaves one. */
    void store(IntentRecord intent, PromptFailedException failure);
}
