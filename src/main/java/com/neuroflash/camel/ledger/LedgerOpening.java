package com.neuroflash.camel.ledger;

/** Finds the database that a URL names. */
final class LedgerOpening {
    private LedgerOpening() {}

    static Ledger open(LedgerSettings settings) {
        if (settings.url().startsWith(SqliteDatabase.PREFIX)) {
            return SqliteDatabase.open(settings);
        }
        if (settings.url().startsWith(PostgresqlDatabase.PREFIX)) {
            return PostgresqlDatabase.open(settings);
        }
        throw new LedgerRefusedException("ledger.url must begin with " + SqliteDatabase.PREFIX + " (one instance) or "
                + PostgresqlDatabase.PREFIX + " (several instances share it); found neither");
    }
}
