package com.neuroflash.camel.ledger;

import com.neuroflash.camel.billing.Identity;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** What failed after its source was acknowledged, and has no dead letter yet. */
final class LetterRows {
    private static final String OWING = " where state = 'FAILED' and letter_due is not null and letter_due <= <now>"
            + " and changed_at <= <now> - :patience";

    private LetterRows() {}

    static boolean anyOwed(Handle handle, Duration patience) {
        return handle.createQuery("select count(*) from intents" + OWING)
                        .bind("patience", patience.toMillis())
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    /** Nobody else gets them before {@code patience} is over. */
    static List<IntentRecord> takeOwed(Handle handle, Duration patience, int limit) {
        List<Identity> owed = handle.createQuery("select identity from intents" + OWING
                        + " order by letter_due, identity limit :limit" + " <skipLocked>")
                .bind("patience", patience.toMillis())
                .bind("limit", limit)
                .map((row, context) -> new Identity(row.getString("identity")))
                .list();
        for (Identity intent : owed) {
            handle.createUpdate("update intents set letter_due = <now> + :patience where identity = :identity")
                    .bind("patience", patience.toMillis())
                    .bind("identity", intent.value())
                    .execute();
        }
        return IntentRows.load(handle, owed);
    }

    static void stored(Handle handle, Identity intent) {
        handle.createUpdate("update intents set letter_due = null where identity = :identity and state = 'FAILED'")
                .bind("identity", intent.value())
                .execute();
    }
}
