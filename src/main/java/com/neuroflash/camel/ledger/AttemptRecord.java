package com.neuroflash.camel.ledger;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.billing.Attempt;
import com.neuroflash.camel.billing.AttemptState;
import com.neuroflash.camel.billing.Decision;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * An attempt with its story.
 *
 * @param attempt as {@code billing} sees it
 * @param owner the process that prepared it
 * @param answered when the answer was there, in server time
 * @param batchId the batch it owns
 * @param detail the answer's warning
 * @param whole whether no more images can appear
 * @param counted how many images it counts for in the budget
 * @param day the UTC day it counts for
 * @param doubt why a person is asked
 * @param reason why it is in its state
 * @param changed when its state changed last, by the database's clock
 */
public record AttemptRecord(
        Attempt attempt,
        String owner,
        Optional<Instant> answered,
        Optional<String> batchId,
        Optional<String> detail,
        boolean whole,
        int counted,
        LocalDate day,
        Optional<Decision.Doubt> doubt,
        Optional<Reason> reason,
        Instant changed) {
    /** Why an attempt stands that was never sent from here: a lost ledger may have known of one. */
    public static final String ASSUMED =
            "not sent by this ledger: an unclaimed image in the history looks like it; it may be an earlier run's";

    /** Checks that all are there. */
    public AttemptRecord {
        requireNonNull(attempt, "attempt is null");
        requireNonNull(owner, "owner is null");
        requireNonNull(answered, "answered is null");
        requireNonNull(batchId, "batchId is null");
        requireNonNull(detail, "detail is null");
        requireNonNull(day, "day is null");
        requireNonNull(doubt, "doubt is null");
        requireNonNull(reason, "reason is null");
        requireNonNull(changed, "changed is null");
    }

    /** Names it. */
    public String id() {
        return attempt.id();
    }

    /** Whether nothing was sent for it: it stands for what a ledger that was lost may have sent. */
    public boolean isAssumed() {
        return reason.filter(told -> told.text().startsWith(ASSUMED)).isPresent();
    }

    /** Why it takes another state; that nothing was sent for it is still said. */
    Reason because(Reason next) {
        return isAssumed() ? new Reason(ASSUMED + "; " + next.text(), next.status(), next.advice()) : next;
    }

    /** What is known of it. */
    public AttemptState state() {
        return attempt.state();
    }
}
