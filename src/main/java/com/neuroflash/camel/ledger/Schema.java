package com.neuroflash.camel.ledger;

import java.util.Arrays;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/** Brings the ledger's tables up to date. */
final class Schema {
    private Schema() {}

    /** Refuses a schema that a newer release made: it may hold what this one would not see. */
    static void migrate(DataSource dataSource, Failures failures) {
        try {
            Flyway flyway = Flyway.configure()
                    .dataSource(dataSource)
                    .locations("classpath:db/ledger")
                    .table("ledger_schema")
                    .validateMigrationNaming(true)
                    .cleanDisabled(true)
                    .load();
            requireNotNewer(flyway, failures);
            flyway.migrate();
        } catch (FlywayException failed) {
            RuntimeException translated = failures.translate(failed);
            throw translated instanceof LedgerUnavailableException
                    ? translated
                    : new LedgerRefusedException(
                            "the tables of the ledger " + failures.place() + " can't be brought up to date: is it a"
                                    + " database of its own, and may its user create tables?",
                            failed);
        }
    }

    private static void requireNotNewer(Flyway flyway, Failures failures) {
        Arrays.stream(flyway.info().all())
                .filter(migration -> migration.getState() == MigrationState.FUTURE_SUCCESS
                        || migration.getState() == MigrationState.FUTURE_FAILED)
                .map(MigrationInfo::getVersion)
                .findFirst()
                .ifPresent(version -> {
                    throw new LedgerRefusedException("the ledger " + failures.place() + " has schema version " + version
                            + ", made by a newer release than this; run that release, or restore a backup made before");
                });
    }
}
