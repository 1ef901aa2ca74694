package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.billing.Decision;
import com.neuroflash.camel.billing.Identity;
import com.neuroflash.camel.ledger.AttemptId;
import com.neuroflash.camel.ledger.IntentRecord;
import com.neuroflash.camel.ledger.KnownIntent;
import com.neuroflash.camel.ledger.Ledger;
import com.neuroflash.camel.ledger.LedgerUnavailableException;
import com.neuroflash.camel.ledger.Reason;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what became of an attempt that may have been billed unnoticed. */
final class SettlementNotice {
    private static final Logger LOG = LoggerFactory.getLogger(SettlementNotice.class);
    private static final int SHORT_ID = 12;

    private final Ledger ledger;

    SettlementNotice(Ledger ledger) {
        this.ledger = requireNonNull(ledger, "ledger is null");
    }

    /** Tells a decision that is committed and new. */
    void tell(String attempt, Decision decision) {
        Identity intent = AttemptId.parse(attempt).intent();
        try {
            Optional<IntentRecord> record = ledger.load(intent);
            log(intent, record, record.filter(of -> isAssumed(of, attempt)).isPresent(), decision);
        } catch (LedgerUnavailableException away) {
            LOG.debug("what became of {} is told without its name: {}", attempt, away.getMessage());
            log(intent, Optional.empty(), false, decision);
        }
    }

    private static void log(Identity intent, Optional<IntentRecord> record, boolean assumed, Decision decision) {
        String id = intent.value().substring(0, SHORT_ID);
        String prompt = record.map(SettlementNotice::name).orElse("a prompt") + " (" + id + ")";
        if (decision instanceof Decision.Adopt adopt) {
            LOG.info(
                    "{}: what was billed for it unnoticed is found in the history: {}, adopted and not billed again",
                    prompt,
                    Counted.of(adopt.batch().size(), "image"));
        } else if (decision instanceof Decision.Absent && assumed) {
            LOG.info("{}: nothing was billed for it before, as the history shows; it is sent", prompt);
        } else if (decision instanceof Decision.Absent) {
            LOG.info(
                    "{}: its answer was lost, and nothing was billed, as the history shows; it is sent again, up to"
                            + " billing.max-attempts times in all",
                    prompt);
        } else if (decision instanceof Decision.Waive waive) {
            LOG.warn(
                    "{}: let go by billing.on-ambiguous=resubmit, it may be billed twice: {}",
                    prompt,
                    waive.reason().text());
        } else if (decision instanceof Decision.Held held) {
            LOG.warn(
                    "{} is held for a person: {}; see the command ledger show {}",
                    prompt,
                    record.flatMap(SettlementNotice::reason)
                            .orElse(held.reason().text()),
                    id);
        }
    }

    private static boolean isAssumed(IntentRecord intent, String attempt) {
        return intent.attempts().stream().anyMatch(of -> of.id().equals(attempt) && of.isAssumed());
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
