package com.neuroflash.camel.ledger;

import com.neuroflash.camel.billing.Account;
import com.neuroflash.camel.billing.Claims;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** The table of claims: each batch and each image has one owner. */
final class ClaimRows {
    private static final int MOST_AT_ONCE = 500;
    private static final String BATCH = "BATCH";
    private static final String IMAGE = "IMAGE";

    private ClaimRows() {}

    /** Whether all of them are the attempt's now; otherwise what was claimed by this call must be undone. */
    static boolean claim(Handle handle, Account account, Claims claims, AttemptId attempt) {
        List<Claim> asked = Claim.of(claims);
        return asked.isEmpty()
                || insert(handle, account, asked, attempt) == asked.size()
                || asked.stream().allMatch(claim -> owns(handle, account, claim, attempt));
    }

    /** One thing that is claimed. */
    private record Claim(String kind, String id) {
        /** In one order, so that two who claim the same wait instead of blocking each other. */
        static List<Claim> of(Claims claims) {
            return Stream.concat(
                            claims.batchIds().stream().sorted().map(id -> new Claim(BATCH, id)),
                            claims.imageIds().stream().sorted().map(id -> new Claim(IMAGE, id)))
                    .toList();
        }
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

    /** How many were nobody's. */
    private static int insert(Handle handle, Account account, List<Claim> claims, AttemptId attempt) {
        int inserted = 0;
        for (int from = 0; from < claims.size(); from += MOST_AT_ONCE) {
            inserted += insertSome(
                    handle, account, claims.subList(from, Math.min(claims.size(), from + MOST_AT_ONCE)), attempt);
        }
        return inserted;
    }

    private static int insertSome(Handle handle, Account account, List<Claim> claims, AttemptId attempt) {
        String rows = IntStream.range(0, claims.size())
                .mapToObj(row -> "(:account, :kind" + row + ", :id" + row + ", :attempt, <now>)")
                .collect(Collectors.joining(", "));
        Update update = handle.createUpdate("insert into claims (account, kind, id, attempt, claimed_at) values " + rows
                        + " on conflict (account, kind, id) do nothing")
                .bind("account", Columns.account(account))
                .bind("attempt", attempt.toString());
        for (int row = 0; row < claims.size(); row++) {
            update.bind("kind" + row, claims.get(row).kind());
            update.bind("id" + row, Columns.text(claims.get(row).id()));
        }
        return update.execute();
    }

    private static boolean owns(Handle handle, Account account, Claim claim, AttemptId attempt) {
        return handle.createQuery("select count(*) from claims where account = :account and kind = :kind"
                                + " and id = :id and attempt = :attempt")
                        .bind("account", Columns.account(account))
                        .bind("kind", claim.kind())
                        .bind("id", Columns.text(claim.id()))
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
