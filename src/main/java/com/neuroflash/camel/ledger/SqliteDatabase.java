package com.neuroflash.camel.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** The ledger in a file: one process runs on it at a time; the command line may look and write beside it. */
final class SqliteDatabase {
    static final String PREFIX = "jdbc:sqlite:";

    /** Bounds how long the first of them waits for the last one's statements: a fraction of a tenth of a second. */
    private static final int MOST_TOGETHER = 256;

    private SqliteDatabase() {}

    static Ledger open(LedgerSettings settings) {
        Path file = file(settings.url());
        ProcessLock lock =
                settings.access() == LedgerSettings.Access.RUN ? ProcessLock.acquire(file) : ProcessLock.none();
        try {
            return open(settings, file, lock);
        } catch (RuntimeException failed) {
            lock.release();
            throw failed;
        }
    }

    private static Ledger open(LedgerSettings settings, Path file, ProcessLock lock) {
        Failures failures = new Failures(file.toString());
        migrate(settings, failures);
        HikariDataSource writer = pool("ledger-writer", settings, 1, "pragma synchronous = full");
        try {
            HikariDataSource readers =
                    pool("ledger-readers", settings, settings.connections(), "pragma query_only = true");
            CommitQueue transactions = new CommitQueue(jdbi(writer), jdbi(readers), failures, MOST_TOGETHER);
            if (settings.access() == LedgerSettings.Access.RUN) {
                endEarlierOwners(transactions);
            }
            return new JdbcLedger(transactions, Dialect.SQLITE, () -> {
                readers.close();
                writer.close();
                lock.release();
            });
        } catch (RuntimeException failed) {
            writer.close();
            throw failures.translate(failed);
        }
    }

    private static void migrate(LedgerSettings settings, Failures failures) {
        Schema.migrate(dataSource(settings), failures);
    }

    /** Whoever ran on it before is gone: the lock is ours. */
    private static void endEarlierOwners(Transactions transactions) {
        OwnerRows owners = new OwnerRows(Dialect.SQLITE);
        transactions.write(handle -> {
            owners.endAll(handle);
            return owners.freeGone(handle);
        });
    }

    static Jdbi jdbi(HikariDataSource pool) {
        Jdbi jdbi = Dialect.SQLITE.teach(Jdbi.create(pool));
        jdbi.setStatementBuilderFactory(KeptStatements.factory());
        jdbi.configure(
                StatementExceptions.class,
                exceptions -> exceptions.setMessageRendering(StatementExceptions.MessageRendering.NONE));
        return jdbi;
    }

    /** A commit is on the disk when it returns, and waits for others instead of failing. */
    private static SQLiteConfig config(Duration patience) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setBusyTimeout((int) patience.toMillis());
        config.enforceForeignKeys(true);
        config.setGetGeneratedKeys(false);
        return config;
    }

    /** The URL can't weaken it: the statement comes after. */
    private static HikariDataSource pool(String name, LedgerSettings settings, int connections, String statement) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setDataSource(dataSource(settings));
        config.setConnectionInitSql(statement);
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(settings.patience().toMillis());
        config.setMaxLifetime(0);
        return new HikariDataSource(config);
    }

    private static SQLiteDataSource dataSource(LedgerSettings settings) {
        SQLiteDataSource dataSource = new SQLiteDataSource(config(settings.patience()));
        dataSource.setUrl(settings.url());
        return dataSource;
    }

    private static Path file(String url) {
        String name = url.substring(PREFIX.length()).replaceAll("[?].*", "").replaceFirst("^file:", "");
        if (name.isBlank() || name.startsWith(":")) {
            throw new LedgerRefusedException(
                    "ledger.url must name a file, as in jdbc:sqlite:data/ledger.db: a ledger in memory forgets what was"
                            + " paid");
        }
        try {
            Path file = Path.of(name).toAbsolutePath();
            Files.createDirectories(file.getParent());
            return file;
        } catch (IOException failed) {
            throw new LedgerUnavailableException(
                    "the folder of the ledger " + name + " can't be made; look at its disk and the permissions there",
                    failed);
        }
    }
}
