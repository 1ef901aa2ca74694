package com.neuroflash.camel.ledger;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Where the two databases differ; all other SQL is shared. */
enum Dialect {
    /** One writer: nothing to lock. */
    SQLITE("cast(unixepoch('subsec') * 1000 as integer)", "", "", "(select :likeness) as shared") {
        @Override
        void lock(Handle handle, String name) {}

        @Override
        void lockShared(Handle handle, String name) {}
    },
    /** Many writers: rows and names are locked until the transaction ends. */
    POSTGRESQL(
            "cast(extract(epoch from clock_timestamp()) * 1000 as bigint)",
            "for update",
            "for update skip locked",
            "pg_advisory_xact_lock_shared(hashtextextended(:likeness, 0)) as shared") {
        @Override
        void lock(Handle handle, String name) {
            handle.createQuery("select 1 from pg_advisory_xact_lock(hashtextextended(:name, 0))")
                    .bind("name", name)
                    .mapTo(Integer.class)
                    .one();
        }

        @Override
        void lockShared(Handle handle, String name) {
            handle.createQuery("select 1 from pg_advisory_xact_lock_shared(hashtextextended(:name, 0))")
                    .bind("name", name)
                    .mapTo(Integer.class)
                    .one();
        }
    };

    private final String now;
    private final String forUpdate;
    private final String skipLocked;
    private final String sharing;

    Dialect(String now, String forUpdate, String skipLocked, String sharing) {
        this.now = now;
        this.forUpdate = forUpdate;
        this.skipLocked = skipLocked;
        this.sharing = sharing;
    }

    /** Until the transaction ends nobody else has {@code name}. */
    abstract void lock(Handle handle, String name);

    /** Until the transaction ends nobody has {@code name} for himself. */
    abstract void lockShared(Handle handle, String name);

    /**
     * Fills {@code <now>}, the database's time in milliseconds, {@code <forUpdate>}, {@code <skipLocked>} and
     * {@code <sharing>}, a source of one row that does what {@link #lockShared} does to {@code :likeness}.
     */
    Jdbi teach(Jdbi jdbi) {
        return jdbi.define("now", now)
                .define("forUpdate", forUpdate)
                .define("skipLocked", skipLocked)
                .define("sharing", sharing);
    }
}
