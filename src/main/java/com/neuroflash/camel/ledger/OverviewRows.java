package com.neuroflash.camel.ledger;

import com.neuroflash.camel.billing.AttemptState;
import com.neuroflash.camel.billing.Identity;
import com.neuroflash.camel.billing.IntentState;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Lists and figures. */
final class OverviewRows {
    private static final String RESUME_PREFIX = "intent-";

    private OverviewRows() {}

    static OperatorLedger.Totals totals(Handle handle) {
        return new OperatorLedger.Totals(
                byState(handle, "intents", IntentState.class),
                byState(handle, "attempts", AttemptState.class),
                byState(handle, "images", ImageState.class),
                sum(handle, "('ANSWERED', 'UNIDENTIFIED', 'ADOPTED', 'SURPLUS')"),
                sum(handle, "('PREPARED', 'UNKNOWN', 'WAIVED')"),
                claims(handle, "BATCH"),
                claims(handle, "IMAGE"));
    }

    static List<OperatorLedger.IntentLine> list(
            Handle handle, Set<IntentState> states, Optional<OperatorLedger.IntentLine> after, int limit) {
        return handle.createQuery("select " + IntentMapping.KNOWN + ", i.origin, i.begun_at, i.changed_at"
                        + " from intents i where i.state in (<states>) and (i.changed_at > :changed"
                        + " or i.changed_at = :changed and i.identity > :identity)"
                        + " order by i.changed_at, i.identity limit :limit")
                .bindList("states", states.stream().map(IntentState::name).toList())
                .bind(
                        "changed",
                        after.map(line -> line.changed().toEpochMilli()).orElse(Long.MIN_VALUE))
                .bind(
                        "identity",
                        after.map(line -> line.known().identity().value()).orElse(""))
                .bind("limit", limit)
                .map((row, context) -> {
                    Origin origin = LedgerJson.origin(row.getString("origin"));
                    return new OperatorLedger.IntentLine(
                            IntentMapping.known(row),
                            origin.source(),
                            origin.file(),
                            Columns.instant(row, "begun_at"),
                            Columns.instant(row, "changed_at"));
                })
                .list();
    }

    /** Hexadecimal digits sort before {@code g}. */
    static List<Identity> withPrefix(Handle handle, String prefix, int limit) {
        String digits = prefix.startsWith(RESUME_PREFIX) ? prefix.substring(RESUME_PREFIX.length()) : prefix;
        return handle.createQuery("select identity from intents where identity >= :prefix and identity < :beyond"
                        + " order by identity limit :limit")
                .bind("prefix", digits)
                .bind("beyond", digits + "g")
                .bind("limit", limit)
                .map((row, context) -> new Identity(row.getString("identity")))
                .list();
    }

    private static <S extends Enum<S>> Map<S, Long> byState(Handle handle, String table, Class<S> type) {
        Map<S, Long> counts = new EnumMap<>(type);
        handle.createQuery("select state, count(*) as number from " + table + " group by state")
                .map((row, context) -> Map.entry(Enum.valueOf(type, row.getString("state")), row.getLong("number")))
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
        return counts;
    }

    private static long sum(Handle handle, String states) {
        return handle.createQuery("select coalesce(sum(counted), 0) from attempts where state in " + states)
                .mapTo(Long.class)
                .one();
    }

    private static long claims(Handle handle, String kind) {
        return handle.createQuery("select count(*) from claims where kind = :kind")
                .bind("kind", kind)
                .mapTo(Long.class)
                .one();
    }
}
