package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.api.NeuroflashException;
import com.neuroflash.camel.ledger.IntentRecord;
import com.neuroflash.camel.ledger.Ledger;
import com.neuroflash.camel.ledger.LedgerUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes prompts out of the ledger's waiting room when they are due, or when their owner is gone, and carries them on. */
final class Resumer implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(Resumer.class);

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Ledger ledger;
    private final ServerTimekeeper time;
    private final Intake intake;
    private final PromptRunner runner;
    private final Steps steps;
    private final DeadLetterOffice deadLetters;
    private final ModelCatalog catalog;
    private volatile boolean budgetAsked;

    Resumer(
            Ledger ledger,
            ServerTimekeeper time,
            Intake intake,
            PromptRunner runner,
            Steps steps,
            DeadLetterOffice deadLetters,
            ModelCatalog catalog) {
        this.ledger = requireNonNull(ledger, "ledger is null");
        this.time = requireNonNull(time, "time is null");
        this.intake = requireNonNull(intake, "intake is null");
        this.runner = requireNonNull(runner, "runner is null");
        this.steps = requireNonNull(steps, "steps is null");
        this.deadLetters = requireNonNull(deadLetters, "deadLetters is null");
        this.catalog = requireNonNull(catalog, "catalog is null");
    }

    @Override
    public void process(Exchange exchange) throws InterruptedException {
        try {
            askTheBudgetAnew();
            learnTime();
            Optional<Intake.Permit> permit = intake.tryAcquire(PATIENCE);
            for (; permit.isPresent(); permit = intake.tryAcquire(PATIENCE)) {
                if (!carryOneThatIsDue(permit.get())) {
                    permit.get().close();
                    return;
                }
            }
        } catch (LedgerUnavailableException | NeuroflashException away) {
            LOG.debug("resuming waits: {}", away.getMessage());
        }
    }

    /** What an earlier process has parked for the budget may be allowed by the one that is configured now. */
    private void askTheBudgetAnew() {
        if (!budgetAsked) {
            int due = ledger.makeDue(Purchases.FOR_THE_BUDGET, time.now());
            budgetAsked = true;
            LOG.debug("{} that were parked for the budget are tried again", due);
        }
    }

    /** What is parked is due by the server's time, which a fresh process without other work would never hear. */
    private void learnTime() {
        if (!time.isKnown() && ledger.waiting() > 0) {
            catalog.models(true);
        }
    }

    private boolean carryOneThatIsDue(Intake.Permit permit) {
        try {
            List<IntentRecord> due = ledger.leaseDue(time.now(), ledger.owner(), 1);
            due.forEach(record -> carry(record, permit));
            return !due.isEmpty();
        } catch (RuntimeException failure) {
            permit.close();
            throw failure;
        }
    }

    private void carry(IntentRecord record, Intake.Permit permit) {
        PromptRun run = PromptRun.of(record, System.nanoTime());
        runner.carry(run, steps, permit, why -> {
            if (why instanceof PromptFailedException failed) {
                deadLetters.store(record, failed);
            }
        });
    }
}
