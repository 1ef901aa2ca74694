package com.neuroflash.camel.ledger;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmbeddedPostgresql.class)
final class PostgresqlLedgerTest extends LedgerContract {
    private static String url;

    @BeforeAll
    static void createDatabase() {
        url = EmbeddedPostgresql.newDatabase();
    }

    @Override
    Ledger openEmpty() {
        Ledger opened = Ledger.open(LedgerSettings.of(url, LedgerSettings.Access.RUN));
        EmbeddedPostgresql.clear(url);
        return opened;
    }
}
