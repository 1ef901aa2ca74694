package com.neuroflash.camel.bench;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Which ledger the packed jar keeps in a measurement.
 *
 * @param before classes that are put before the jar
 * @param settings keys and values for it
 */
record LedgerChoice(Optional<Path> before, Map<String, String> settings) {
    /** The default: SQLite in the data directory. */
    static LedgerChoice embedded() {
        return new LedgerChoice(Optional.empty(), Map.of());
    }

    static LedgerChoice postgresql(PostgresqlServer server) {
        return new LedgerChoice(
                Optional.empty(), Map.of("ledger.url", server.url(), "ledger.user", PostgresqlServer.USER));
    }

    /** None: nothing is kept. */
    static LedgerChoice none(Path withoutLedger) {
        return new LedgerChoice(Optional.of(withoutLedger), Map.of());
    }
}
