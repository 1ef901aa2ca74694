package com.neuroflash.camel.ledger;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;
import org.sqlite.SQLiteException;

/**
 * Tells a database that is away, full or locked from an error of ours.
 *
 * @param place the ledger, as its operator knows it
 */
record Failures(String place) {
    /** SQLITE_PERM, BUSY, LOCKED, NOMEM, READONLY, INTERRUPT, IOERR, CORRUPT, FULL, CANTOPEN, PROTOCOL, NOLFS, NOTADB. */
    private static final Set<Integer> SQLITE_AWAY = Set.of(3, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 22, 26);

    private static final int SQLITE_FULL = 13;
    private static final int SQLITE_BUSY = 5;
    private static final int SQLITE_PRIMARY_CODE = 0xff;

    /** Serialisation failure and deadlock. */
    private static final Set<String> WORTH_REPEATING = Set.of("40001", "40P01");

    /** Connection, resources, operator's intervention, system, a standby's read-only transaction, lock not available. */
    private static final Set<String> POSTGRESQL_AWAY_CLASSES = Set.of("08", "53", "57", "58", "F0", "XX");

    private static final Set<String> POSTGRESQL_AWAY = Set.of("25006", "55P03", "40001", "40P01");

    boolean isWorthRepeating(Throwable failed) {
        return sqlException(failed)
                .map(SQLException::getSQLState)
                .filter(WORTH_REPEATING::contains)
                .isPresent();
    }

    boolean isUnavailable(Throwable failed) {
        return sqlException(failed).filter(Failures::isAway).isPresent();
    }

    RuntimeException translate(Throwable failed) {
        Optional<SQLException> cause = sqlException(failed).filter(Failures::isAway);
        if (cause.isPresent()) {
            return new LedgerUnavailableException(
                    "the ledger " + place + " can't be used at present: " + advice(cause.get()), cause.get());
        }
        return failed instanceof RuntimeException runtime ? runtime : new IllegalStateException(failed);
    }

    private static boolean isAway(SQLException exception) {
        if (exception instanceof SQLiteException) {
            return SQLITE_AWAY.contains(exception.getErrorCode() & SQLITE_PRIMARY_CODE);
        }
        String state = exception.getSQLState() == null ? "" : exception.getSQLState();
        return exception instanceof SQLTransientConnectionException
                || exception.getCause() instanceof InterruptedException
                || isOfAClosedPool(exception)
                || POSTGRESQL_AWAY.contains(state)
                || state.length() == 5 && POSTGRESQL_AWAY_CLASSES.contains(state.substring(0, 2));
    }

    /** The pool names no state: "has been closed", "Connection is closed". */
    private static boolean isOfAClosedPool(SQLException exception) {
        return exception.getSQLState() == null
                && String.valueOf(exception.getMessage()).contains("closed");
    }

    private static String advice(SQLException exception) {
        if (exception instanceof SQLiteException) {
            int code = exception.getErrorCode() & SQLITE_PRIMARY_CODE;
            if (code == SQLITE_FULL) {
                return "its disk is full; free some space";
            }
            if (code == SQLITE_BUSY) {
                return "another process holds its lock; wait for it or end it";
            }
            return "SQLite says " + code + "; look at its disk and the permissions there";
        }
        return "the database is away, full or locked (SQL state " + exception.getSQLState()
                + "); look at it and at the network";
    }

    private static Optional<SQLException> sqlException(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException exception) {
                return Optional.of(exception);
            }
        }
        return Optional.empty();
    }
}
