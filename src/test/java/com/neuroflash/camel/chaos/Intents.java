package com.neuroflash.camel.chaos;

import com.neuroflash.camel.ledger.IntentRecord;
import java.util.Collection;
import java.util.stream.Collectors;

/** How findings name intents: by where they came from, never by their text. */
final class Intents {
    private static final int SHORT = 8;

    private Intents() {}

    static String place(IntentRecord intent) {
        return intent.origin().file().orElse("?") + ":" + intent.origin().line().orElse(0);
    }

    static String name(IntentRecord intent) {
        return place(intent) + " " + intent.identity().value().substring(0, SHORT) + " "
                + intent.attempts().stream()
                        .map(attempt -> attempt.state().name())
                        .toList();
    }

    static String names(Collection<IntentRecord> some) {
        return some.stream().map(Intents::name).collect(Collectors.joining(", ", "[", "]"));
    }
}
