package com.neuroflash.camel.ledger;

import com.neuroflash.camel.billing.Account;
import com.neuroflash.camel.billing.AnsweredPair;
import com.neuroflash.camel.billing.Attempt;
import com.neuroflash.camel.billing.AttemptState;
import com.neuroflash.camel.billing.FrozenRequest;
import com.neuroflash.camel.billing.LagStatistics;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;

/** The tables of what was learnt: answered attempts with their rows in the history, and how long those took. */
final class ObservationRows {
    /** How many are kept for each account, operation, model and principal, give or take those not yet pruned. */
    static final int KEPT = 100;

    private static final int MOST_READ = 1000;
    private static final long MILLIS_AN_HOUR = Duration.ofHours(1).toMillis();

    private ObservationRows() {}

    static void insert(Handle handle, Observation observation) {
        AttemptRows.find(handle, AttemptId.parse(observation.attemptId()))
                .ifPresent(record -> insert(handle, record, observation));
    }

    private static void insert(Handle handle, AttemptRecord record, Observation observation) {
        AttemptId id = AttemptId.parse(record.id());
        if (!observation.rows().isEmpty() && insert(handle, record.attempt(), observation)) {
            prune(handle, id, scope(record.attempt()));
        }
        observation.lag().ifPresent(lag -> addLag(handle, id, record, observation.answered(), lag));
    }

    static List<AnsweredPair> pairs(Handle handle, Account account) {
        return handle.createQuery("select * from observations where account = :account"
                        + " order by answered_at desc limit :limit")
                .bind("account", Columns.account(account))
                .bind("limit", MOST_READ)
                .map((row, context) -> pair(row))
                .list();
    }

    static LagStatistics lags(Handle handle, Account account, Instant since) {
        return handle.createQuery("select coalesce(max(worst), 0) as worst, coalesce(sum(observed), 0) as observed"
                        + " from lags where account = :account and hour >= :hour")
                .bind("account", Columns.account(account))
                .bind("hour", hour(since))
                .map((row, context) -> new LagStatistics(Duration.ofMillis(row.getLong("worst")), (int)
                        Math.min(Integer.MAX_VALUE, row.getLong("observed"))))
                .one();
    }

    private static boolean insert(Handle handle, Attempt attempt, Observation observation) {
        return handle.createUpdate("insert into observations (attempt, account, scope, request, principal,"
                                + " sent_earliest, sent_latest, watermark_newest, watermark_images, image_limit,"
                                + " answered_at, history) values (:attempt, :account, :scope, :request, :principal,"
                                + " :sentEarliest, :sentLatest, :watermarkNewest, :watermarkImages, :imageLimit,"
                                + " :answeredAt, :history) on conflict (attempt) do nothing")
                        .bind("attempt", attempt.id())
                        .bind("account", Columns.account(attempt.request().account()))
                        .bind("scope", scope(attempt))
                        .bind("request", attempt.request().encode())
                        .bind("principal", Columns.text(attempt.principal()))
                        .bind("sentEarliest", Columns.floor(attempt.sent().earliest()))
                        .bind("sentLatest", Columns.ceiling(attempt.sent().latest()))
                        .bind(
                                "watermarkNewest",
                                attempt.watermark().newest().map(Columns::floor).orElse(null))
                        .bind(
                                "watermarkImages",
                                LedgerJson.texts(attempt.watermark().knownImageIds()))
                        .bind("imageLimit", attempt.imageLimit())
                        .bind("answeredAt", Columns.ceiling(observation.answered()))
                        .bind("history", LedgerJson.history(observation.rows()))
                        .execute()
                > 0;
    }

    /** Now and then, by one in many, so that callers don't wait for each other to delete the same row. */
    private static void prune(Handle handle, AttemptId id, String scope) {
        if (SpendingRows.stripe(id) > 1) {
            return;
        }
        handle.createUpdate("delete from observations where scope = :scope and answered_at < (select min(answered_at)"
                        + " from (select answered_at from observations where scope = :scope"
                        + " order by answered_at desc limit :kept) newest)")
                .bind("scope", scope)
                .bind("kept", KEPT)
                .execute();
    }

    private static void addLag(Handle handle, AttemptId id, AttemptRecord record, Instant at, Duration lag) {
        handle.createUpdate("insert into lags (account, hour, stripe, worst, observed)"
                        + " values (:account, :hour, :stripe, :worst, 1)"
                        + " on conflict (account, hour, stripe) do update set observed = lags.observed + 1,"
                        + " worst = case when lags.worst < excluded.worst then excluded.worst else lags.worst end")
                .bind("account", Columns.account(record.attempt().request().account()))
                .bind("hour", hour(at))
                .bind("stripe", SpendingRows.stripe(id))
                .bind("worst", lag.toMillis())
                .execute();
    }

    private static AnsweredPair pair(ResultSet row) throws SQLException {
        Attempt attempt = new Attempt(
                row.getString("attempt"),
                FrozenRequest.decode(row.getString("request")),
                AttemptState.ANSWERED,
                row.getString("principal"),
                Columns.sent(row),
                Columns.watermark(row),
                row.getInt("image_limit"),
                OptionalInt.empty());
        return new AnsweredPair(
                attempt, Columns.instant(row, "answered_at"), LedgerJson.history(row.getString("history")));
    }

    private static String scope(Attempt attempt) {
        return String.join(
                " ",
                Columns.account(attempt.request().account()),
                attempt.request().operation().word(),
                Columns.text(attempt.request().request().model().orElse("")),
                Columns.text(attempt.principal()));
    }

    private static long hour(Instant instant) {
        return Math.floorDiv(instant.toEpochMilli(), MILLIS_AN_HOUR);
    }
}
