package com.neuroflash.camel.ledger;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.billing.Account;
import com.neuroflash.camel.billing.Attempt;
import com.neuroflash.camel.billing.Likeness;
import java.util.List;

/**
 * All attempts of one likeness that are PREPARED, UNKNOWN or UNIDENTIFIED: they are settled together.
 *
 * @param account whose history tells
 * @param likeness what they have in common
 * @param attempts oldest first; at least one of them open
 */
public record OpenGroup(Account account, Likeness likeness, List<Attempt> attempts) {
    /** Checks that all are there and copies the attempts. */
    public OpenGroup {
        requireNonNull(account, "account is null");
        requireNonNull(likeness, "likeness is null");
        attempts = List.copyOf(attempts);
    }
}
