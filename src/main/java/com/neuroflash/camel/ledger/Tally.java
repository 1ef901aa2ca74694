package com.neuroflash.camel.ledger;

import com.neuroflash.camel.billing.Account;
import com.neuroflash.camel.billing.AttemptState;
import com.neuroflash.camel.billing.Identity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * An attempt without its request: what every commit after a POST needs of it.
 *
 * @param id names it
 * @param account who pays
 * @param state what is known of it
 * @param imageLimit how many images it may have
 * @param counted how many images it counts for in the budget
 * @param day the UTC day it counts for
 * @param whole whether no more images can appear
 */
record Tally(
        AttemptId id, Account account, AttemptState state, int imageLimit, int counted, LocalDate day, boolean whole) {
    static Tally of(AttemptRecord attempt) {
        return new Tally(
                AttemptId.parse(attempt.id()),
                attempt.attempt().request().account(),
                attempt.state(),
                attempt.attempt().imageLimit(),
                attempt.counted(),
                attempt.day(),
                attempt.whole());
    }

    /** All attempts of an intent, in their order. */
    static List<Tally> ofIntent(Handle handle, Identity intent) {
        return handle.createQuery("select intent, number, account, state, image_limit, counted, day, whole"
                        + " from attempts where intent = :intent order by number")
                .bind("intent", intent.value())
                .map((row, context) -> map(row))
                .list();
    }

    private static Tally map(ResultSet row) throws SQLException {
        return new Tally(
                new AttemptId(new Identity(row.getString("intent")), row.getInt("number")),
                Columns.account(row.getString("account")),
                AttemptState.valueOf(row.getString("state")),
                row.getInt("image_limit"),
                row.getInt("counted"),
                LocalDate.parse(row.getString("day")),
                row.getInt("whole") == 1);
    }
}
