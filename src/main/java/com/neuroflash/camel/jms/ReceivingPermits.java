package com.neuroflash.camel.jms;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.intent.Intake;
import java.time.Duration;
import java.util.Optional;

/**
 * Permits that are taken before a message is received. A transacted route runs on the thread that receives, so the
 * thread carries the permit from there to the route's first step.
 */
final class ReceivingPermits {
    private static final Duration PATIENCE = Duration.ofMillis(200);

    private final Intake intake;
    private final ThreadLocal<Intake.Permit> taken = new ThreadLocal<>();

    ReceivingPermits(Intake intake) {
        this.intake = requireNonNull(intake, "intake is null");
    }

    /** Takes one for the message to come; empty when nothing may come in now. The caller closes it and forgets it. */
    Optional<Intake.Permit> take() throws InterruptedException {
        Optional<Intake.Permit> permit = intake.isFull() ? Optional.empty() : intake.tryAcquire(PATIENCE);
        permit.ifPresent(taken::set);
        return permit;
    }

    void forget() {
        taken.remove();
    }

    /** The permit of the message that this thread has received. */
    Optional<Intake.Permit> ofThisThread() {
        return Optional.ofNullable(taken.get());
    }
}
