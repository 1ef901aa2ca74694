package com.neuroflash.camel.ledger;

import com.neuroflash.camel.billing.Account;
import com.neuroflash.camel.billing.ServerSpan;
import com.neuroflash.camel.billing.Watermark;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** Values to columns and back. */
final class Columns {
    private static final int NANOS_A_MILLI = 1_000_000;

    private Columns() {}

    /** PostgreSQL refuses the character zero. */
    static String text(String text) {
        return text.replace("\u0000", "");
    }

    static String text(Optional<String> text) {
        return text.map(Columns::text).orElse(null);
    }

    /** Not later than {@code instant}. */
    static long floor(Instant instant) {
        return instant.toEpochMilli();
    }

    /** Not earlier than {@code instant}. */
    static long ceiling(Instant instant) {
        return instant.toEpochMilli() + (instant.getNano() % NANOS_A_MILLI == 0 ? 0 : 1);
    }

    /** Host names hold no slash. */
    static String account(Account account) {
        return account.host() + "/" + account.workspaceId();
    }

    static Account account(String text) {
        int slash = text.indexOf('/');
        return new Account(text.substring(0, slash), text.substring(slash + 1));
    }

    static Integer integer(OptionalInt value) {
        return value.isPresent() ? value.getAsInt() : null;
    }

    static Optional<String> optionalText(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    static Optional<Integer> optionalInteger(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }

    static Optional<Long> optionalLong(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }

    static Optional<Instant> optionalInstant(ResultSet row, String column) throws SQLException {
        return optionalLong(row, column).map(Instant::ofEpochMilli);
    }

    static ServerSpan sent(ResultSet row) throws SQLException {
        return new ServerSpan(instant(row, "sent_earliest"), instant(row, "sent_latest"));
    }

    static Watermark watermark(ResultSet row) throws SQLException {
        return new Watermark(
                optionalInstant(row, "watermark_newest"), LedgerJson.texts(row.getString("watermark_images")));
    }

    static Optional<Reason> reason(ResultSet row) throws SQLException {
        String text = row.getString("reason");
        if (text == null) {
            return Optional.empty();
        }
        Optional<Integer> status = optionalInteger(row, "status");
        return Optional.of(new Reason(
                text, status.map(OptionalInt::of).orElseGet(OptionalInt::empty), optionalText(row, "advice")));
    }
}
