package com.neuroflash.camel.ledger;

import org.jdbi.v3.core.Jdbi;

/**
 * PostgreSQL commits side by side and syncs together by itself. READ COMMITTED with explicit locks, since what must not
 * change between a look and a commit is known: an intent's row, and the locks of likeness and budget.
 */
final class PooledTransactions implements Transactions {
    private static final int TRIES = 5;

    private final Jdbi jdbi;
    private final Failures failures;

    PooledTransactions(Jdbi jdbi, Failures failures) {
        this.jdbi = jdbi;
        this.failures = failures;
    }

    /** A deadlock's victim is done again: the others have gone on by then. */
    @Override
    public <T> T write(Work<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return jdbi.inTransaction(work::in);
            } catch (RuntimeException failed) {
                if (attempt == TRIES || !failures.isWorthRepeating(failed)) {
                    throw failures.translate(failed);
                }
            }
        }
    }

    @Override
    public <T> T read(Work<T> work) {
        try {
            return jdbi.withHandle(work::in);
        } catch (RuntimeException failed) {
            throw failures.translate(failed);
        }
    }

    @Override
    public void close() {}
}
