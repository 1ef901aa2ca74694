package com.neuroflash.camel.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;

/** The ledger that several instances share. */
final class PostgresqlDatabase {
    static final String PREFIX = "jdbc:postgresql:";

    private PostgresqlDatabase() {}

    static Ledger open(LedgerSettings settings) {
        Failures failures = new Failures("in PostgreSQL");
        try {
            HikariDataSource pool = pool(settings);
            try {
                Schema.migrate(pool, failures);
            } catch (RuntimeException failed) {
                pool.close();
                throw failed;
            }
            return new JdbcLedger(new PooledTransactions(jdbi(pool), failures), Dialect.POSTGRESQL, pool::close);
        } catch (PoolInitializationException failed) {
            throw failures.translate(failed);
        }
    }

    private static Jdbi jdbi(HikariDataSource pool) {
        Jdbi jdbi = Dialect.POSTGRESQL.teach(Jdbi.create(pool));
        jdbi.configure(
                StatementExceptions.class,
                exceptions -> exceptions.setMessageRendering(StatementExceptions.MessageRendering.NONE));
        return jdbi;
    }

    /** Commits are on the disk when they return, whatever the server's default; waiting has an end; errors name no row. */
    private static HikariDataSource pool(LedgerSettings settings) {
        long patience = settings.patience().toMillis();
        HikariConfig config = new HikariConfig();
        config.setPoolName("ledger");
        config.setJdbcUrl(settings.url());
        settings.user().ifPresent(config::setUsername);
        settings.password().ifPresent(config::setPassword);
        config.setMaximumPoolSize(settings.connections());
        config.setMinimumIdle(1);
        config.setConnectionTimeout(patience);
        config.setConnectionInitSql("set session characteristics as transaction isolation level read committed;"
                + " set lock_timeout = " + patience + "; set idle_in_transaction_session_timeout = " + 2 * patience);
        config.addDataSourceProperty("options", "-c synchronous_commit=on");
        config.addDataSourceProperty("logServerErrorDetail", "false");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("socketTimeout", Long.toString(Math.max(1, 3 * patience / 1000)));
        config.addDataSourceProperty("ApplicationName", "neuroflash-camel");
        return new HikariDataSource(config);
    }
}
