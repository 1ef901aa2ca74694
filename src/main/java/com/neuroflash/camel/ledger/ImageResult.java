package com.neuroflash.camel.ledger;

import com.neuroflash.camel.billing.IntentState;

/** What came of recording an image's way. */
public sealed interface ImageResult {
    /**
     * Recorded, now or by an earlier call that said the same.
     *
     * @param intent the intent's state: {@code DONE} or {@code FAILED} after its last image
     * @param pending how many images are still to be delivered
     */
    record Recorded(IntentState intent, int pending) implements ImageResult {}

    /**
     * Nothing was changed: the image is finished already, otherwise.
     *
     * @param image as it is
     */
    record Superseded(ImageRecord image) implements ImageResult {}
}
