package com.neuroflash.camel.billing;

import java.util.List;
import java.util.Optional;

/** Whether a POST may be sent for an intent: asked before PREPARED is committed, and again before the first byte. */
public sealed interface SendPermission {
    /**
     * Commit PREPARED and send.
     *
     * @param number which attempt of the intent this is, from 1
     */
    record Granted(int number) implements SendPermission {}

    /** Never again: an attempt of the intent was billed; deliver its images. */
    record Paid() implements SendPermission {}

    /** Not now: an attempt of the intent is under way or may have been billed; settle it first. */
    record Unsettled() implements SendPermission {}

    /** Not now: an attempt of another intent that looks alike may have been billed; park until it is settled. */
    record Barred() implements SendPermission {}

    /**
     * Never again: the prompt fails as "not billed".
     *
     * @param tried how many POSTs came to nothing
     */
    record Exhausted(int tried) implements SendPermission {}

    /**
     * Never again: the intent is finished.
     *
     * @param state how
     */
    record Finished(IntentState state) implements SendPermission {}

    /** Not by us: the lease is lost. */
    record NotOwner() implements SendPermission {}

    /** Not now: the server's time is not known well enough; make any call that is not billed, then ask again. */
    record ClockUnsure() implements SendPermission {}

    /**
     * What the first decision depends on, read in the transaction that would commit PREPARED.
     *
     * @param intent the intent's state
     * @param ofIntent the states of all its attempts
     * @param ofLikeness the states of all attempts of its likeness (L) in the account
     * @param leaseHeld whether our lease holds
     * @param clockSure whether {@link ServerClock#isSure} holds
     */
    record Situation(
            IntentState intent,
            List<AttemptState> ofIntent,
            List<AttemptState> ofLikeness,
            boolean leaseHeld,
            boolean clockSure) {
        /** Copies the lists. */
        public Situation {
            ofIntent = List.copyOf(ofIntent);
            ofLikeness = List.copyOf(ofLikeness);
        }
    }

    /** Whether PREPARED may be committed. */
    static SendPermission toPrepare(Situation situation, BillingRules rules) {
        if (!situation.leaseHeld()) {
            return new NotOwner();
        }
        if (situation.ofIntent().stream().anyMatch(AttemptState::isPaid)) {
            return new Paid();
        }
        if (situation.intent().isFinished()) {
            return new Finished(situation.intent());
        }
        if (!situation.ofIntent().stream().allMatch(AttemptState::permitsAnother)) {
            return new Unsettled();
        }
        int tried = (int) situation.ofIntent().stream()
                .filter(AttemptState::countsAsTried)
                .count();
        if (tried >= rules.maxAttempts()) {
            return new Exhausted(tried);
        }
        if (situation.ofLikeness().stream().anyMatch(AttemptState::isOpen)) {
            return new Barred();
        }
        return situation.clockSure() ? new Granted(situation.ofIntent().size() + 1) : new ClockUnsure();
    }

    /**
     * The last act before the first byte; empty when it may be written.
     *
     * @param committed read just before the commit of PREPARED was asked for
     */
    static Optional<Outcome.Rejected> toWrite(Lease lease, Moment committed, Moment now, BillingRules rules) {
        if (!lease.holdsAt(now)) {
            return Optional.of(Outcome.notSent("not sent: the lease ran out before the first byte"));
        }
        if (now.mostSince(committed).compareTo(rules.sendGuard()) >= 0) {
            return Optional.of(
                    Outcome.notSent("not sent: more than billing.send-guard passed since the attempt was committed"));
        }
        return Optional.empty();
    }
}
