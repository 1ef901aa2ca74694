package com.neuroflash.camel.intent;

import com.neuroflash.camel.billing.Attempt;
import com.neuroflash.camel.billing.BillingRules;
import com.neuroflash.camel.billing.Moment;
import com.neuroflash.camel.billing.Outcome;
import java.time.Instant;
import java.util.Optional;

/** The latest billed call of a prompt, from the commit of its attempt on, and how it has ended. */
final class BilledCall {
    private Optional<Attempt> attempt = Optional.empty();
    private Optional<Moment> committed = Optional.empty();
    private Optional<Exception> failure = Optional.empty();
    private Optional<Instant> answeredAt = Optional.empty();
    private volatile Optional<Outcome> outcome = Optional.empty();
    private volatile boolean presentStep;

    void prepared(Attempt next, Moment before) {
        attempt = Optional.of(next);
        committed = Optional.of(before);
        outcome = Optional.empty();
        failure = Optional.empty();
    }

    /** What is known here is out of date. */
    void forget() {
        attempt = Optional.empty();
        outcome = Optional.empty();
        failure = Optional.empty();
    }

    /** Whether the prompt's present step is the call. */
    void presentStep(boolean now) {
        presentStep = now;
    }

    /** Whether a failure at this moment would be the call's. */
    boolean isUnderWay() {
        return presentStep && attempt.isPresent();
    }

    void ended(Outcome how, Optional<Instant> serverTime) {
        outcome = Optional.of(how);
        answeredAt = serverTime;
        presentStep = false;
    }

    /** It has failed; what that means for the prompt is decided when its outcome is recorded. */
    void endedBy(Exception found, Outcome how) {
        failure = Optional.of(found);
        ended(how, Optional.empty());
    }

    /** The outcome is in the ledger; a further attempt needs a new commit. */
    void recorded() {
        outcome = Optional.empty();
    }

    /** Its failure is recorded and judged; what comes next begins anew. */
    void judged() {
        failure = Optional.empty();
        attempt = Optional.empty();
    }

    /** The latest attempt; empty before the first, and once a failed one is judged. */
    Optional<Attempt> attempt() {
        return attempt;
    }

    /** Read just before the commit of the attempt was asked for. */
    Moment committed() {
        return committed.orElseThrow();
    }

    Instant settlesAt(BillingRules rules) {
        return attempt.orElseThrow().settlesAt(rules);
    }

    /** How it has ended, until that is recorded. */
    Optional<Outcome> outcome() {
        return outcome;
    }

    Optional<Exception> failure() {
        return failure;
    }

    Optional<Instant> answeredAt() {
        return answeredAt;
    }
}
