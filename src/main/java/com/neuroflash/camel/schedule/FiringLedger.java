package com.neuroflash.camel.schedule;

import com.neuroflash.camel.intent.Arrival;
import java.time.Instant;
import java.util.Collection;

/** Where firings are stored; either method may throw {@link com.neuroflash.camel.ledger.LedgerUnavailableException}. */
interface FiringLedger {
    /** Since when a schedule has been known, whatever process saw it first; before it, it has missed nothing. */
    Instant since(Schedule schedule, Instant now);

    /** Stores firings, durably at return; those that are there already stay as they are. */
    void keep(Collection<Arrival> firings);
}
