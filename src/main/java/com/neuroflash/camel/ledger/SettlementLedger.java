package com.neuroflash.camel.ledger;

import com.neuroflash.camel.billing.Account;
import com.neuroflash.camel.billing.AnsweredPair;
import com.neuroflash.camel.billing.Batch;
import com.neuroflash.camel.billing.Claims;
import com.neuroflash.camel.billing.Decision;
import com.neuroflash.camel.billing.LagStatistics;
import com.neuroflash.camel.billing.Likeness;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The part of the ledger that is decided together, from the history; each method is one transaction. */
public interface SettlementLedger {
    /** Makes every PREPARED of an owner that is gone UNKNOWN and sets its intents free; says how many attempts. */
    int abandonGone();

    /** An account's groups that hold an open attempt, longest waiting first; those that are all held come last. */
    List<OpenGroup> openGroups(Account account, int limit);

    /** The group of a likeness; empty when none of it is PREPARED or open. Read it before the history. */
    Optional<OpenGroup> group(Account account, Likeness likeness);

    /** Which of these batches and images have an owner. Read it after the history. */
    Claims claims(Account account, Collection<Batch> batches);

    /**
     * Applies decisions over a group, all or none. Adopted: claimed, the intent ANSWERED and due. Absent or waived: the
     * intent may be sent again and is due. Held: the intent is HELD. Wait: nothing.
     *
     * @param decisions by attempt id
     */
    SettleResult settle(OpenGroup group, Map<String, Decision> decisions);

    /** Keeps an observation by itself; most come with {@link Ledger#imageDelivered}. */
    void observe(Observation observation);

    /** The newest observations of an account, bounded for each operation, model and principal. */
    List<AnsweredPair> pairs(Account account);

    /** How long the history was seen to take since then. */
    LagStatistics lags(Account account, Instant since);
}
