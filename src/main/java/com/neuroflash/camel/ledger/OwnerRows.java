package com.neuroflash.camel.ledger;

import com.neuroflash.camel.billing.AttemptState;
import com.neuroflash.camel.billing.Identity;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Who lives, by the database's clock, and what becomes of what the others left behind. */
final class OwnerRows {
    private static final String GONE = "owner not in (select id from owners where lease_until > <now>)";

    private final Dialect dialect;

    OwnerRows(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Whether it lived until now. */
    boolean prolong(Handle handle, String owner, Duration length) {
        boolean lived = lives(handle, owner);
        handle.createUpdate("insert into owners (id, lease_until) values (:owner, <now> + :length)"
                        + " on conflict (id) do update set lease_until = excluded.lease_until")
                .bind("owner", owner)
                .bind("length", length.toMillis())
                .execute();
        return lived;
    }

    boolean lives(Handle handle, String owner) {
        return handle.createQuery("select count(*) from owners where id = :owner and lease_until > <now>")
                        .bind("owner", owner)
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    void end(Handle handle, String owner) {
        handle.createUpdate("delete from owners where id = :owner")
                .bind("owner", owner)
                .execute();
    }

    void endAll(Handle handle) {
        handle.execute("delete from owners");
    }

    /** A PREPARED of a gone owner may have been sent; nobody else may take its intent before it is UNKNOWN. */
    int freeGone(Handle handle) {
        List<String> likenesses = handle.createQuery(
                        "select distinct likeness from attempts where state = 'PREPARED' and state in "
                                + AttemptRows.UNSETTLED + " and " + GONE + " order by likeness")
                .mapTo(String.class)
                .list();
        likenesses.forEach(likeness -> dialect.lock(handle, likeness));
        lockIntents(handle);
        int unknown = likenesses.isEmpty() ? 0 : makeUnknown(handle);
        handle.createUpdate("update intents set owner = null where owner is not null and " + GONE)
                .execute();
        return unknown;
    }

    /**
     * In the order in which everybody locks, and before their attempts change. Ordered by the bare column, SQLite would
     * walk every intent there ever was by its key instead of the few that have an owner.
     */
    private static void lockIntents(Handle handle) {
        handle.createQuery("select identity from intents where owner is not null and " + GONE
                        + " order by identity || '' <forUpdate>")
                .mapTo(String.class)
                .list();
    }

    private static int makeUnknown(Handle handle) {
        return handle.createUpdate("update attempts set state = :unknown, reason = :reason, changed_at = <now>"
                        + " where state = 'PREPARED' and state in " + AttemptRows.UNSETTLED + " and " + GONE)
                .bind("unknown", AttemptState.UNKNOWN.name())
                .bind("reason", "the process that prepared it is gone: it may have been sent")
                .execute();
    }

    static boolean holds(Handle handle, String owner, Identity intent) {
        return handle.createQuery("select count(*) from intents i join owners o on o.id = i.owner"
                                + " where i.identity = :intent and o.id = :owner and o.lease_until > <now>")
                        .bind("intent", intent.value())
                        .bind("owner", owner)
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }
}
