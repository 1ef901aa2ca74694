package com.neuroflash.camel.ledger;

import com.neuroflash.camel.billing.AttemptState;
import com.neuroflash.camel.billing.IntentState;
import java.util.List;

/** What came of recording how an attempt ended. */
public sealed interface RecordResult {
    /**
     * Recorded, now or by an earlier call that said the same.
     *
     * @param state the attempt's state; {@code SURPLUS} when the intent had been sent again meanwhile
     * @param intent the intent's state
     * @param images the attempt's images
     */
    record Recorded(AttemptState state, IntentState intent, List<ImageRecord> images) implements RecordResult {
        /** Copies the images. */
        public Recorded {
            images = List.copyOf(images);
        }
    }

    /**
     * An id is another attempt's. An answer was recorded as billed without ids (to be matched); anything else was not
     * recorded, and must be matched anew.
     *
     * @param state the attempt's state
     */
    record ClaimConflict(AttemptState state) implements RecordResult {}

    /**
     * Nothing was changed: the attempt has got a state meanwhile from which this is no step.
     *
     * @param state the attempt's state
     */
    record Superseded(AttemptState state) implements RecordResult {}
}
