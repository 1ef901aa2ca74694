package com.neuroflash.camel.ledger;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The contract on SQLite. */
final class SqliteLedgerTest extends LedgerContract {
    @TempDir
    Path directory;

    @Override
    Ledger openEmpty() {
        return openIn(directory);
    }

    private static Ledger openIn(Path folder) {
        return Ledger.open(LedgerSettings.of("jdbc:sqlite:" + folder.resolve("ledger.db"), LedgerSettings.Access.RUN));
    }

    @Nested
    final class Waiting extends WaitingContract {
        @TempDir
        Path directory;

        @Override
        Ledger openEmpty() {
            return openIn(directory);
        }
    }

    @Nested
    final class Settlement extends SettlementContract {
        @TempDir
        Path directory;

        @Override
        Ledger openEmpty() {
            return openIn(directory);
        }
    }

    @Nested
    final class Operator extends OperatorContract {
        @TempDir
        Path directory;

        @Override
        Ledger openEmpty() {
            return openIn(directory);
        }
    }

    @Nested
    final class Concurrency extends ConcurrencyContract {
        @TempDir
        Path directory;

        @Override
        Ledger openEmpty() {
            return openIn(directory);
        }
    }
}
