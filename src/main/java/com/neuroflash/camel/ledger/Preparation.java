package com.neuroflash.camel.ledger;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.billing.BillingRules;
import com.neuroflash.camel.billing.Budget;
import com.neuroflash.camel.billing.ServerSpan;
import com.neuroflash.camel.billing.Watermark;

/**
 * What one attempt is prepared with, taken anew for every call.
 *
 * @param owner the process that will send
 * @param principal whose credentials it will use
 * @param sent now, in server time
 * @param clockSure whether {@code ServerClock.isSure} holds now
 * @param watermark what the history showed before
 * @param imageLimit how many images it may cost
 * @param rules the assumptions
 * @param budget what may be spent
 */
public record Preparation(
        String owner,
        String principal,
        ServerSpan sent,
        boolean clockSure,
        Watermark watermark,
        int imageLimit,
        BillingRules rules,
        Budget budget) {
    /** Checks that all are there. */
    public Preparation {
        requireNonNull(owner, "owner is null");
        requireNonNull(principal, "principal is null");
        requireNonNull(sent, "sent is null");
        requireNonNull(watermark, "watermark is null");
        requireNonNull(rules, "rules is null");
        requireNonNull(budget, "budget is null");
    }
}
