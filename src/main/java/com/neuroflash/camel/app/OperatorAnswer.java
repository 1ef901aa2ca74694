package com.neuroflash.camel.app;

import com.neuroflash.camel.billing.IntentState;
import com.neuroflash.camel.ledger.IntentRecord;
import com.neuroflash.camel.ledger.OperatorResult;
import java.util.List;

/** What came of a person's decision about a prompt, in words. */
final class OperatorAnswer {
    private final IntentRecord intent;

    OperatorAnswer(IntentRecord intent) {
        this.intent = intent;
    }

    /** Of what the ledger did; {@code done} when it did it. */
    Answer of(OperatorResult result, String done) {
        if (result instanceof OperatorResult.Applied applied) {
            return answer(true, applied.intent(), done);
        }
        if (result instanceof OperatorResult.NotPossible refused) {
            return answer(false, refused.intent(), "not possible, nothing was changed: " + refused.message());
        }
        return answer(false, intent.state(), "not possible: it was forgotten meanwhile (ledger.retention)");
    }

    /** Of what would be done. */
    Answer of(boolean possible, String message) {
        return answer(possible, intent.state(), message);
    }

    private Answer answer(boolean applied, IntentState state, String message) {
        Object json = new JsonFields()
                .put("intent", intent.identity())
                .put("state", state)
                .put("done", applied)
                .put("message", message)
                .map();
        String text =
                intent.identity().value().substring(0, 12) + " (" + PlainText.of(state) + "): " + PlainText.of(message);
        return new Answer(json, List.of(text), applied ? 0 : 1);
    }
}
