package com.neuroflash.camel.ledger;

import com.neuroflash.camel.billing.Account;
import com.neuroflash.camel.billing.FrozenRequest;
import com.neuroflash.camel.billing.Identity;
import com.neuroflash.camel.billing.IntentState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The table of intents. Whoever changes an intent, an attempt or an image of it locks its row first. */
final class IntentRows {
    private static final int MOST_AT_ONCE = 500;
    private static final String UNTIL_IT_COMES_AGAIN = "case when state = 'FAILED' then null else letter_due end";

    /**
     * An intent's row, locked.
     *
     * @param identity its key
     * @param state where it is
     * @param owner who works on it, alive or not
     * @param account who pays
     * @param likeness the barrier's scope
     */
    record Locked(Identity identity, IntentState state, Optional<String> owner, Account account, String likeness) {}

    private IntentRows() {}

    /** Whether it was new. */
    static boolean insert(Handle handle, NewIntent intent, Optional<String> owner) {
        return insert(handle, intent, owner, "(select 1) as one");
    }

    /** The same with {@link Dialect#lockShared} of its likeness in one statement. */
    static boolean insertSharing(Handle handle, NewIntent intent, String owner) {
        return insert(handle, intent, Optional.of(owner), "<sharing>");
    }

    private static boolean insert(Handle handle, NewIntent intent, Optional<String> owner, String source) {
        return handle.createUpdate("insert into intents (identity, raw_hash, account, fingerprint, likeness, request,"
                                + " origin, key_template, sink, state, owner, due, begun_at, changed_at)"
                                + " select :identity, :rawHash, :account, :fingerprint, :likeness, :request, :origin,"
                                + " :keyTemplate, :sink, :state, :owner, 0, <now>, <now> from " + source
                                + " where true on conflict (identity) do nothing")
                        .bind("identity", intent.identity().value())
                        .bind("rawHash", intent.rawHash())
                        .bind("account", Columns.account(intent.request().account()))
                        .bind("fingerprint", intent.request().fingerprint().value())
                        .bind("likeness", intent.request().likeness().value())
                        .bind("request", intent.request().encode())
                        .bind("origin", LedgerJson.origin(intent.origin()))
                        .bind("keyTemplate", Columns.text(intent.keyTemplate()))
                        .bind("sink", Columns.text(intent.sink()))
                        .bind("state", IntentState.ACTIVE.name())
                        .bind("owner", owner.orElse(null))
                        .execute()
                > 0;
    }

    /** Whether it was new; its message is not known. */
    static boolean insertRebuilt(Handle handle, RebuiltIntent intent) {
        NewIntent told = new NewIntent(
                intent.identity(), "", intent.request(), intent.origin(), intent.keyTemplate(), intent.sink());
        boolean isNew = insert(handle, told, Optional.empty());
        if (isNew) {
            handle.createUpdate("update intents set raw_hash = null where identity = :identity")
                    .bind("identity", intent.identity().value())
                    .execute();
        }
        return isNew;
    }

    static Optional<Locked> lock(Handle handle, Identity intent) {
        return handle.createQuery("select identity, state, owner, account, likeness from intents"
                        + " where identity = :identity <forUpdate>")
                .bind("identity", intent.value())
                .map((row, context) -> new Locked(
                        new Identity(row.getString("identity")),
                        IntentState.valueOf(row.getString("state")),
                        Columns.optionalText(row, "owner"),
                        Columns.account(row.getString("account")),
                        row.getString("likeness")))
                .findOne();
    }

    static Optional<FrozenRequest> request(Handle handle, Identity intent) {
        return handle.createQuery("select request from intents where identity = :identity")
                .bind("identity", intent.value())
                .map((row, context) -> FrozenRequest.decode(row.getString("request")))
                .findOne();
    }

    static Map<Identity, KnownIntent> find(Handle handle, Collection<Identity> identities) {
        Map<Identity, KnownIntent> found = new LinkedHashMap<>();
        for (List<String> some : slices(identities)) {
            handle.createQuery("select " + IntentMapping.KNOWN + " from intents i where i.identity in (<identities>)")
                    .bindList("identities", some)
                    .map((row, context) -> IntentMapping.known(row))
                    .forEach(known -> found.put(known.identity(), known));
        }
        return found;
    }

    static List<IntentRecord> load(Handle handle, Collection<Identity> identities) {
        List<IntentRecord> loaded = new ArrayList<>();
        for (List<String> some : slices(identities)) {
            Map<Identity, List<AttemptRecord>> attempts = AttemptRows.ofIntents(handle, some);
            Map<Identity, List<ImageRecord>> images = ImageRows.ofIntents(handle, some);
            handle.createQuery("select " + IntentMapping.WHOLE
                            + " from intents i where i.identity in (<identities>) order by i.identity")
                    .bindList("identities", some)
                    .map((row, context) -> IntentMapping.whole(row, attempts, images))
                    .forEach(loaded::add);
        }
        return loaded;
    }

    /**
     * Sets state and reason; an owner that is named keeps it, else it is let go and due at {@code due}. What waits for
     * whoever finds it due may have no source any more that would store its dead letter, until it comes again after it has
     * failed.
     */
    static void become(
            Handle handle,
            Identity intent,
            IntentState state,
            Optional<String> owner,
            Instant due,
            Optional<Reason> reason) {
        boolean waits = owner.isEmpty() && !state.isFinished();
        handle.createUpdate("update intents set state = :state, owner = :owner, due = :due, reason = :reason,"
                        + " status = :status, advice = :advice, changed_at = <now>, letter_due = "
                        + (waits ? "0" : UNTIL_IT_COMES_AGAIN) + " where identity = :identity")
                .bind("state", state.name())
                .bind("owner", owner.orElse(null))
                .bind("due", due.toEpochMilli())
                .bind("reason", Columns.text(reason.map(Reason::text)))
                .bind("status", reason.map(Reason::status).map(Columns::integer).orElse(null))
                .bind("advice", Columns.text(reason.flatMap(Reason::advice)))
                .bind("identity", intent.value())
                .execute();
    }

    static void own(Handle handle, Identity intent, Optional<String> owner) {
        handle.createUpdate("update intents set owner = :owner where identity = :identity")
                .bind("owner", owner.orElse(null))
                .bind("identity", intent.value())
                .execute();
    }

    /** Nobody else gets them before the transaction ends. */
    static List<Identity> due(Handle handle, Instant now, int limit) {
        return handle.createQuery("select identity from intents where owner is null"
                        + " and state in ('ACTIVE', 'ANSWERED', 'PARKED') and due <= :now"
                        + " order by due, identity limit :limit <skipLocked>")
                .bind("now", now.toEpochMilli())
                .bind("limit", limit)
                .map((row, context) -> new Identity(row.getString("identity")))
                .list();
    }

    static List<Identity> ownedBy(Handle handle, String owner) {
        return handle.createQuery("select identity from intents where owner = :owner order by identity")
                .bind("owner", owner)
                .map((row, context) -> new Identity(row.getString("identity")))
                .list();
    }

    static int count(Handle handle, IntentState first, IntentState second) {
        return handle.createQuery("select count(*) from intents where state in (:first, :second)")
                .bind("first", first.name())
                .bind("second", second.name())
                .mapTo(Integer.class)
                .one();
    }

    static List<List<String>> slices(Collection<Identity> identities) {
        List<String> all = identities.stream().map(Identity::value).distinct().toList();
        List<List<String>> slices = new ArrayList<>();
        for (int from = 0; from < all.size(); from += MOST_AT_ONCE) {
            slices.add(all.subList(from, Math.min(all.size(), from + MOST_AT_ONCE)));
        }
        return slices;
    }
}
