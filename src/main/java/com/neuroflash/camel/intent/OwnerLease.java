package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.billing.Lease;
import com.neuroflash.camel.billing.Moment;
import com.neuroflash.camel.ledger.Ledger;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This process's right to work on its intents, kept by a heartbeat; a process that was asleep too long knows it. */
final class OwnerLease {
    private static final Logger LOG = LoggerFactory.getLogger(OwnerLease.class);
    private static final int BEATS = 3;

    private final Ledger ledger;
    private final ServerTimekeeper time;
    private final Duration length;
    private volatile Lease lease;
    private volatile Moment unbrokenSince;
    private boolean away;

    OwnerLease(Ledger ledger, ServerTimekeeper time, Duration length) {
        this.ledger = requireNonNull(ledger, "ledger is null");
        this.time = requireNonNull(time, "time is null");
        this.length = requireNonNull(length, "length is null");
    }

    /** How long from one heartbeat to the next. */
    Duration interval() {
        return length.dividedBy(BEATS);
    }

    /** Renews the lease. What was prepared under a lease that had lapsed meanwhile is not sent any more. */
    synchronized void beat() {
        Moment before = time.moment();
        try {
            boolean unbroken = ledger.heartbeat(ledger.owner(), length);
            if (!unbroken || unbrokenSince == null) {
                unbrokenSince = before;
            }
            lease = new Lease(ledger.owner(), before, length);
            away = false;
        } catch (RuntimeException unavailable) {
            if (!away) {
                LOG.warn("the lease can't be renewed: {}", unavailable.getMessage());
            }
            away = true;
        }
    }

    /** The lease as this process believes it. */
    Lease current() {
        return lease;
    }

    /** Whether the lease has not lapsed in between since {@code moment}. */
    boolean isUnbrokenSince(Moment moment) {
        return moment.nanos() - unbrokenSince.nanos() >= 0;
    }
}
