package com.neuroflash.camel.ledger;

import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** The table of facts that are told once and stay. */
final class FactRows {
    private FactRows() {}

    /** The instant that was stored first under that name; nobody changes it again. */
    static Instant first(Handle handle, String name, Instant now) {
        handle.createUpdate("insert into facts (name, value) values (:name, :value) on conflict (name) do nothing")
                .bind("name", name)
                .bind("value", Long.toString(now.toEpochMilli()))
                .execute();
        return handle.createQuery("select value from facts where name = :name")
                .bind("name", name)
                .map((row, context) -> Instant.ofEpochMilli(Long.parseLong(row.getString("value"))))
                .one();
    }
}
