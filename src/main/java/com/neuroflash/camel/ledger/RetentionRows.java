package com.neuroflash.camel.ledger;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Forgets what is finished for long. */
final class RetentionRows {
    private static final int IDENTITY_LENGTH = 64;

    private record Claim(String account, String kind, String id) {}

    private RetentionRows() {}

    static OperatorLedger.Purged purge(Handle handle, Instant finishedBefore, Instant claimedBefore, int limit) {
        List<String> intents = handle.createQuery("select identity from intents where"
                        + " state in ('DONE', 'FAILED', 'DROPPED') and changed_at < :before"
                        + " order by identity limit :limit <skipLocked>")
                .bind("before", finishedBefore.toEpochMilli())
                .bind("limit", limit)
                .mapTo(String.class)
                .list();
        for (String intent : intents) {
            handle.execute("delete from images where intent = ?", intent);
            handle.execute("delete from attempts where intent = ?", intent);
            handle.execute("delete from intents where identity = ?", intent);
        }
        return new OperatorLedger.Purged(intents.size(), purgeClaims(handle, claimedBefore, limit));
    }

    /** Never one whose intent is still there. */
    private static int purgeClaims(Handle handle, Instant before, int limit) {
        List<Claim> claims = handle.createQuery("select account, kind, id from claims c where claimed_at < :before"
                        + " and not exists (select 1 from intents i where i.identity = substr(c.attempt, 1, "
                        + IDENTITY_LENGTH + ")) limit :limit")
                .bind("before", before.toEpochMilli())
                .bind("limit", limit)
                .map((row, context) -> new Claim(row.getString("account"), row.getString("kind"), row.getString("id")))
                .list();
        for (Claim claim : claims) {
            handle.execute(
                    "delete from claims where account = ? and kind = ? and id = ?",
                    claim.account(),
                    claim.kind(),
                    claim.id());
        }
        return claims.size();
    }
}
