package com.neuroflash.camel.intent;

import com.neuroflash.camel.ledger.Reason;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that prompts wait for the budget, however many do for the same reason. */
final class BudgetNotice {
    private static final Logger LOG = LoggerFactory.getLogger(BudgetNotice.class);

    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /** Tells a reason that was not told yet. */
    void tell(PromptSource source, Reason reason) {
        if (told.add(reason.text())) {
            LOG.warn(
                    "{} is parked: {}{}; others that wait for the same are not told: ledger list shows them",
                    source,
                    reason.text(),
                    reason.advice().map(advice -> "; " + advice).orElse(""));
        }
    }
}
