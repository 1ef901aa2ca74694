package com.neuroflash.camel.ledger;

import org.jdbi.v3.core.Handle;

/** Runs work as transactions; a write is synced when it returns, and what threw was not committed. */
interface Transactions extends AutoCloseable {
    /** What is done in a transaction; it may be run again from the start, and must leave nothing behind but rows. */
    interface Work<T> {
        T in(Handle handle);
    }

    <T> T write(Work<T> work);

    <T> T read(Work<T> work);

    @Override
    void close();
}
