package com.neuroflash.camel.ledger;

import com.neuroflash.camel.billing.Account;
import com.neuroflash.camel.billing.Budget;
import com.neuroflash.camel.billing.ServerSpan;
import java.time.Instant;
import java.time.LocalDate;
import org.jdbi.v3.core.Handle;

/** The table of what is reserved or billed, by account and UTC day. */
final class SpendingRows {
    /** How many prompts without a limit may commit side by side. */
    static final int STRIPES = 32;

    private final Dialect dialect;

    SpendingRows(Dialect dialect) {
        this.dialect = dialect;
    }

    /** What a budget says; under a limit nobody else reserves until the transaction ends. */
    Budget.Verdict ask(Handle handle, Account account, Budget budget, int images, ServerSpan sent) {
        boolean limited =
                budget.imagesPerDay().isPresent() || budget.imagesPerMonth().isPresent();
        if (!limited) {
            return budget.reserve(new Budget.Use(0, 0), images, sent.latest());
        }
        dialect.lock(handle, "budget of " + Columns.account(account));
        return budget.reserve(use(handle, account, sent.latest()), images, sent.latest());
    }

    static void add(Handle handle, Account account, AttemptId attempt, LocalDate day, int images) {
        if (images == 0) {
            return;
        }
        handle.createUpdate(
                        "insert into spending (account, day, stripe, images)"
                                + " values (:account, :day, :stripe, :images)"
                                + " on conflict (account, day, stripe) do update set images = spending.images + excluded.images")
                .bind("account", Columns.account(account))
                .bind("day", day.toString())
                .bind("stripe", stripe(attempt))
                .bind("images", images)
                .execute();
    }

    static int stripe(AttemptId attempt) {
        return Math.floorMod(attempt.hashCode(), STRIPES);
    }

    private static Budget.Use use(Handle handle, Account account, Instant now) {
        LocalDate day = Budget.day(now);
        return new Budget.Use(
                between(handle, account, day, day.plusDays(1)),
                between(
                        handle,
                        account,
                        day.withDayOfMonth(1),
                        day.withDayOfMonth(1).plusMonths(1)));
    }

    private static int between(Handle handle, Account account, LocalDate from, LocalDate before) {
        long images = handle.createQuery("select coalesce(sum(images), 0) from spending where account = :account"
                        + " and day >= :from and day < :before")
                .bind("account", Columns.account(account))
                .bind("from", from.toString())
                .bind("before", before.toString())
                .mapTo(Long.class)
                .one();
        return (int) Math.min(Integer.MAX_VALUE, images);
    }
}
