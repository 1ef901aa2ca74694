package com.neuroflash.camel.ledger;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract on PostgreSQL. */
@ExtendWith(EmbeddedPostgresql.class)
final class PostgresqlLedgerTest extends LedgerContract {
    private static Ledger opened;

    @BeforeAll
    static void openDatabase() {
        opened = Ledger.open(LedgerSettings.of(EmbeddedPostgresql.newDatabase(), LedgerSettings.Access.RUN));
    }

    @AfterAll
    static void closeDatabase() {
        opened.close();
    }

    @Override
    Ledger openEmpty() {
        return openCleared();
    }

    /** Opened once for all tests. */
    @Override
    void close() {}

    private static Ledger openCleared() {
        return Emptied.of(opened);
    }

    @Nested
    final class Waiting extends WaitingContract {
        @Override
        Ledger openEmpty() {
            return openCleared();
        }

        @Override
        void close() {}
    }

    @Nested
    final class Settlement extends SettlementContract {
        @Override
        Ledger openEmpty() {
            return openCleared();
        }

        @Override
        void close() {}
    }

    @Nested
    final class Operator extends OperatorContract {
        @Override
        Ledger openEmpty() {
            return openCleared();
        }

        @Override
        void close() {}
    }

    @Nested
    final class Concurrency extends ConcurrencyContract {
        @Override
        Ledger openEmpty() {
            return openCleared();
        }

        @Override
        void close() {}
    }
}
