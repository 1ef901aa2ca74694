package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

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
    private final PromptRunner.Steps steps;
    private final DeadLetterOffice deadLetters;

    Resumer(
            Ledger ledger,
            ServerTimekeeper time,
            Intake intake,
            PromptRunner runner,
            PromptRunner.Steps steps,
            DeadLetterOffice deadLetters) {
        this.ledger = requireNonNull(ledger, "ledger is null");
        this.time = requireNonNull(time, "time is null");
        this.intake = requireNonNull(intake, "intake is null");
        this.runner = requireNonNull(runner, "runner is null");
        this.steps = requireNonNull(steps, "steps is null");
        this.deadLetters = requireNonNull(deadLetters, "deadLetters is null");
    }

    @Override
    public void process(Exchange exchange) throws InterruptedException {
        try {
            Optional<Intake.Permit> permit = intake.tryAcquire(PATIENCE);
            for (; permit.isPresent(); permit = intake.tryAcquire(PATIENCE)) {
                List<IntentRecord> due = ledger.leaseDue(time.now(), ledger.owner(), 1);
                if (due.isEmpty()) {
                    permit.get().close();
                    return;
                }
                carry(due.get(0), permit.get());
            }
        } catch (LedgerUnavailableException away) {
            LOG.debug("resuming waits: {}", away.getMessage());
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
