package com.neuroflash.camel.ledger;

import com.neuroflash.camel.billing.Account;
import com.neuroflash.camel.billing.Claims;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/** The table of claims: each batch and each image has one owner. */
final class ClaimRows {
    private static final int MOST_AT_ONCE = 500;
    private static final String BATCH = "BATCH";
    private static final String IMAGE = "IMAGE";

    private ClaimRows() {}

    /** Whether all of them are the attempt's now; otherwise what was claimed by this call must be undone. */
    static boolean claim(Handle handle, Account account, Claims claims, AttemptId attempt) {
        return claim(handle, account, BATCH, claims.batchIds(), attempt)
                && claim(handle, account, IMAGE, claims.imageIds(), attempt);
    }

    /** What an attempt had not claimed before this transaction. */
    static void undo(Handle handle, Account account, Claims claims, AttemptId attempt) {
        undo(handle, account, BATCH, claims.batchIds(), attempt);
        undo(handle, account, IMAGE, claims.imageIds(), attempt);
    }

    static Claims find(Handle handle, Account account, Claims asked) {
        return new Claims(
                find(handle, account, BATCH, asked.batchIds()), find(handle, account, IMAGE, asked.imageIds()));
    }

    /** In one order, so that two who claim the same wait instead of blocking each other. */
    private static boolean claim(Handle handle, Account account, String kind, Set<String> ids, AttemptId attempt) {
        return new TreeSet<>(ids)
                .stream()
                        .allMatch(id ->
                                insert(handle, account, kind, id, attempt) || owns(handle, account, kind, id, attempt));
    }

    private static boolean insert(Handle handle, Account account, String kind, String id, AttemptId attempt) {
        return handle.createUpdate("insert into claims (account, kind, id, attempt, claimed_at)"
                                + " values (:account, :kind, :id, :attempt, <now>)"
                                + " on conflict (account, kind, id) do nothing")
                        .bind("account", Columns.account(account))
                        .bind("kind", kind)
                        .bind("id", Columns.text(id))
                        .bind("attempt", attempt.toString())
                        .execute()
                > 0;
    }

    private static boolean owns(Handle handle, Account account, String kind, String id, AttemptId attempt) {
        return handle.createQuery("select count(*) from claims where account = :account and kind = :kind"
                                + " and id = :id and attempt = :attempt")
                        .bind("account", Columns.account(account))
                        .bind("kind", kind)
                        .bind("id", Columns.text(id))
                        .bind("attempt", attempt.toString())
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    private static void undo(Handle handle, Account account, String kind, Set<String> ids, AttemptId attempt) {
        for (String id : ids) {
            handle.createUpdate("delete from claims where account = :account and kind = :kind and id = :id"
                            + " and attempt = :attempt")
                    .bind("account", Columns.account(account))
                    .bind("kind", kind)
                    .bind("id", Columns.text(id))
                    .bind("attempt", attempt.toString())
                    .execute();
        }
    }

    private static Set<String> find(Handle handle, Account account, String kind, Collection<String> ids) {
        Set<String> found = new HashSet<>();
        List<String> all = new ArrayList<>(ids);
        for (int from = 0; from < all.size(); from += MOST_AT_ONCE) {
            handle.createQuery("select id from claims where account = :account and kind = :kind and id in (<ids>)")
                    .bind("account", Columns.account(account))
                    .bind("kind", kind)
                    .bindList("ids", all.subList(from, Math.min(all.size(), from + MOST_AT_ONCE)))
                    .mapTo(String.class)
                    .forEach(found::add);
        }
        return found;
    }
}
