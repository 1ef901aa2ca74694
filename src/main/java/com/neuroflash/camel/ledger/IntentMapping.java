package com.neuroflash.camel.ledger;

import com.neuroflash.camel.billing.Fingerprint;
import com.neuroflash.camel.billing.FrozenRequest;
import com.neuroflash.camel.billing.Identity;
import com.neuroflash.camel.billing.IntentState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rows of intents to records. */
final class IntentMapping {
    /** The columns of {@link KnownIntent}, of intents {@code i}. */
    static final String KNOWN = "i.identity, i.raw_hash, i.fingerprint, i.state, i.due, i.reason, i.status, i.advice,"
            + " (select o.id from owners o where o.id = i.owner and o.lease_until > <now>) as held_by";

    /** The columns of {@link IntentRecord}. */
    static final String WHOLE = KNOWN + ", i.request, i.origin, i.key_template, i.sink, i.begun_at, i.changed_at";

    private IntentMapping() {}

    static KnownIntent known(ResultSet row) throws SQLException {
        IntentState state = IntentState.valueOf(row.getString("state"));
        return new KnownIntent(
                new Identity(row.getString("identity")),
                Columns.optionalText(row, "raw_hash"),
                new Fingerprint(row.getString("fingerprint")),
                state,
                Columns.optionalText(row, "held_by"),
                state == IntentState.PARKED ? Columns.optionalInstant(row, "due") : Optional.empty(),
                Columns.reason(row));
    }

    static IntentRecord whole(
            ResultSet row, Map<Identity, List<AttemptRecord>> attempts, Map<Identity, List<ImageRecord>> images)
            throws SQLException {
        KnownIntent known = known(row);
        return new IntentRecord(
                known,
                FrozenRequest.decode(row.getString("request")),
                LedgerJson.origin(row.getString("origin")),
                row.getString("key_template"),
                Columns.optionalText(row, "sink"),
                Columns.instant(row, "begun_at"),
                Columns.instant(row, "changed_at"),
                attempts.getOrDefault(known.identity(), List.of()),
                images.getOrDefault(known.identity(), List.of()));
    }
}
