package com.neuroflash.camel.schedule;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.ledger.LedgerUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The firings of one schedule in this process: each is seen once and tried until it is stored. What could not be seen at
 * its time, since no process ran or this one slept, is missed: made up for as far as the schedule says, else skipped.
 */
final class Firings {
    /** So late a firing is not missed: a restart, or a pause of the process, may lie over its time. */
    static final Duration LATENESS = Duration.ofMinutes(1);

    static final int MOST_PENDING = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(Firings.class);
    private static final int MOST_AT_ONCE = 100;

    private final Schedule schedule;
    private final FiringLedger ledger;
    private final Deque<Instant> pending = new ArrayDeque<>();
    private final Instant started;
    private Instant seenUntil;
    private boolean madeUp;
    private boolean toldAway;

    Firings(Schedule schedule, FiringLedger ledger, Instant started) {
        this.schedule = requireNonNull(schedule, "schedule is null");
        this.ledger = requireNonNull(ledger, "ledger is null");
        this.started = requireNonNull(started, "started is null");
        seenUntil = started;
    }

    /** Stores what has come due. */
    void look(Instant now) {
        see(now);
        try {
            makeUp();
            store();
            toldAway = false;
        } catch (LedgerUnavailableException away) {
            if (!toldAway) {
                LOG.warn("schedule {}: the ledger is away, {} firings wait for it", schedule.name(), pending.size());
            }
            toldAway = true;
        }
    }

    private void see(Instant now) {
        Instant begin = later(seenUntil, now.minus(lateness()));
        schedule.times().between(begin, now, MOST_PENDING).forEach(pending::addLast);
        seenUntil = later(seenUntil, now);
        int skipped = 0;
        for (; pending.size() > MOST_PENDING; skipped++) {
            pending.removeFirst();
        }
        if (skipped > 0) {
            LOG.warn("schedule {}: {} firings are skipped, more than {} wait", schedule.name(), skipped, MOST_PENDING);
        }
    }

    /** What was missed before this process started; nothing of before the schedule was known. */
    private void makeUp() {
        if (madeUp) {
            return;
        }
        Instant begin = later(ledger.since(schedule, started), started.minus(lateness()));
        List<Instant> missed = schedule.times().between(begin, started, MOST_PENDING);
        for (int index = missed.size() - 1; index >= 0; index--) {
            pending.addFirst(missed.get(index));
        }
        madeUp = true;
    }

    private Duration lateness() {
        return schedule.catchUp().compareTo(LATENESS) > 0 ? schedule.catchUp() : LATENESS;
    }

    private void store() {
        while (!pending.isEmpty()) {
            List<Instant> some = pending.stream().limit(MOST_AT_ONCE).toList();
            ledger.keep(some.stream().map(schedule::fire).toList());
            some.forEach(stored -> pending.removeFirst());
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
