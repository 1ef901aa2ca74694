package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.billing.Account;
import com.neuroflash.camel.billing.BillingRules;
import com.neuroflash.camel.billing.Budget;
import java.time.Duration;

/**
 * How the billed call is guarded.
 *
 * @param account whose history and quota
 * @param principal a stable name of the credentials; never a secret
 * @param rules the assumptions about the server
 * @param budget what may be spent
 * @param lease how long this process owns its prompts without a sign of life
 * @param maxHold a prompt that must wait longer is parked in the ledger
 * @param maxParked intake stops above so many waiting prompts
 */
public record BillingSettings(
        Account account,
        String principal,
        BillingRules rules,
        Budget budget,
        Duration lease,
        Duration maxHold,
        int maxParked) {
    /** Checks that nothing is null. */
    public BillingSettings {
        requireNonNull(account, "account is null");
        requireNonNull(principal, "principal is null");
        requireNonNull(rules, "rules is null");
        requireNonNull(budget, "budget is null");
        requireNonNull(lease, "lease is null");
        requireNonNull(maxHold, "maxHold is null");
    }
}
