package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.billing.Identity;
import com.neuroflash.camel.ledger.Ledger;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets free what the ledger holds for this process and no thread of it carries: left by a commit that was done but never
 * confirmed. What was seen so in two looks is nobody's.
 */
final class Orphans implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Orphans.class);

    private final Ledger ledger;
    private final Supplier<Set<Identity>> carried;
    private Set<Identity> suspected = Set.of();

    Orphans(Ledger ledger, Supplier<Set<Identity>> carried) {
        this.ledger = requireNonNull(ledger, "ledger is null");
        this.carried = requireNonNull(carried, "carried is null");
    }

    @Override
    public void run() {
        try {
            Set<Identity> held = new HashSet<>(ledger.heldBy(ledger.owner()));
            held.removeAll(carried.get());
            Set<Identity> found = new HashSet<>(held);
            found.retainAll(suspected);
            found.forEach(intent -> ledger.release(intent, ledger.owner()));
            suspected = held;
        } catch (RuntimeException away) {
            LOG.debug("orphans can't be looked for: {}", away.getMessage());
        }
    }
}
