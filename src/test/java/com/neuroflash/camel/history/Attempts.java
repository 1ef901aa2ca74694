package com.neuroflash.camel.history;

import com.neuroflash.camel.api.GenerationRequest;
import com.neuroflash.camel.billing.Account;
import com.neuroflash.camel.billing.Attempt;
import com.neuroflash.camel.billing.AttemptState;
import com.neuroflash.camel.billing.FrozenRequest;
import com.neuroflash.camel.billing.ServerSpan;
import com.neuroflash.camel.billing.Watermark;
import java.util.OptionalInt;

/** Attempts for tests that need one and don't care which. */
final class Attempts {
    private Attempts() {}

    static Attempt any() {
        return new Attempt(
                "a1",
                new FrozenRequest(new Account("app.neuroflash.com", "w"), GenerationRequest.of("a cat")),
                AttemptState.ANSWERED,
                "client",
                ServerSpan.exactly(DriftingHistory.START),
                Watermark.ofEmptyHistory(),
                1,
                OptionalInt.empty());
    }
}
