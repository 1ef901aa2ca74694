package com.neuroflash.camel.ledger;

import com.neuroflash.camel.billing.Attempt;
import com.neuroflash.camel.billing.AttemptState;
import com.neuroflash.camel.billing.Decision;
import com.neuroflash.camel.billing.FrozenRequest;
import com.neuroflash.camel.billing.Identity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.OptionalInt;

/** Rows of attempts {@code a}, joined with their intents {@code i}, to records. */
final class AttemptMapping {
    static final String COLUMNS = "a.intent, a.number, a.state, a.owner, a.principal, a.sent_earliest, a.sent_latest,"
            + " a.watermark_newest, a.watermark_images, a.image_limit, a.answered_images, a.answered_at, a.batch_id,"
            + " a.detail, a.whole, a.counted, a.day, a.doubt, a.reason, a.status, a.advice, a.changed_at, i.request";

    private AttemptMapping() {}

    static AttemptRecord record(ResultSet row) throws SQLException {
        return new AttemptRecord(
                attempt(row),
                row.getString("owner"),
                Columns.optionalInstant(row, "answered_at"),
                Columns.optionalText(row, "batch_id"),
                Columns.optionalText(row, "detail"),
                row.getInt("whole") == 1,
                row.getInt("counted"),
                LocalDate.parse(row.getString("day")),
                Columns.optionalText(row, "doubt").map(Decision.Doubt::valueOf),
                Columns.reason(row),
                Columns.instant(row, "changed_at"));
    }

    private static Attempt attempt(ResultSet row) throws SQLException {
        return new Attempt(
                new AttemptId(new Identity(row.getString("intent")), row.getInt("number")).toString(),
                FrozenRequest.decode(row.getString("request")),
                AttemptState.valueOf(row.getString("state")),
                row.getString("principal"),
                Columns.sent(row),
                Columns.watermark(row),
                row.getInt("image_limit"),
                Columns.optionalInteger(row, "answered_images")
                        .map(OptionalInt::of)
                        .orElseGet(OptionalInt::empty));
    }
}
