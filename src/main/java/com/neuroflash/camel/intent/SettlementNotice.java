package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.billing.Decision;
import com.neuroflash.camel.ledger.AttemptId;
import com.neuroflash.camel.ledger.IntentRecord;
import com.neuroflash.camel.ledger.KnownIntent;
import com.neuroflash.camel.ledger.Ledger;
import com.neuroflash.camel.ledger.Reason;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what became of an attempt whose answer was lost; of a held one once, however often it is looked at. */
final class SettlementNotice {
    private static final Logger LOG = LoggerFactory.getLogger(SettlementNotice.class);
    private static final int SHORT_ID = 12;

    private final Ledger ledger;
    private final Set<String> heldBefore = new HashSet<>();

    SettlementNotice(Ledger ledger) {
        this.ledger = requireNonNull(ledger, "ledger is null");
    }

    /** Tells a decision that is committed. */
    void tell(String attempt, Decision decision) {
        boolean isNew = !(decision instanceof Decision.Held) || heldBefore.add(attempt);
        if (isNew && !(decision instanceof Decision.Wait)) {
            ledger.load(AttemptId.parse(attempt).intent()).ifPresent(intent -> log(intent, decision));
        }
    }

    /** Forgets the held ones that are not among those that are open still. */
    void forgetAllBut(Collection<String> open) {
        heldBefore.retainAll(open);
    }

    private static void log(IntentRecord intent, Decision decision) {
        String id = intent.identity().value().substring(0, SHORT_ID);
        String prompt = name(intent) + " (" + id + ")";
        if (decision instanceof Decision.Adopt adopt) {
            LOG.info(
                    "{}: what was billed while its answer was lost is found in the history: {}, adopted and not billed"
                            + " again",
                    prompt,
                    Counted.of(adopt.batch().size(), "image"));
        } else if (decision instanceof Decision.Absent) {
            LOG.info("{}: its answer was lost, and nothing was billed, as the history shows; it is sent again", prompt);
        } else if (decision instanceof Decision.Waive waive) {
            LOG.warn(
                    "{}: let go by billing.on-ambiguous=resubmit, it may be billed twice: {}",
                    prompt,
                    waive.reason().text());
        } else if (decision instanceof Decision.Held held) {
            LOG.warn(
                    "{} is held for a person: {}; see the command ledger show {}",
                    prompt,
                    reason(intent).orElse(held.reason().text()),
                    id);
        }
    }

    private static Optional<String> reason(IntentRecord intent) {
        KnownIntent known = intent.known();
        return known.reason().map(Reason::text);
    }

    private static String name(IntentRecord intent) {
        return intent.origin().file().orElse(intent.origin().source())
                + (intent.origin().line().isPresent()
                        ? ":" + intent.origin().line().getAsLong()
                        : "");
    }
}
