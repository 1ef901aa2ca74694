package com.neuroflash.camel.ledger;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A real PostgreSQL, started once for all tests of a JVM and ended with them. */
public final class EmbeddedPostgresql implements BeforeAllCallback {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static EmbeddedPostgres server;

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot()
                .getStore(ExtensionContext.Namespace.create(EmbeddedPostgresql.class))
                .getOrComputeIfAbsent("server", key -> start());
    }

    /** The address of an empty database of its own. */
    public static String newDatabase() {
        String name = "ledger" + DATABASES.incrementAndGet();
        execute(server.getJdbcUrl("postgres", "postgres"), "create database " + name);
        return server.getJdbcUrl("postgres", name);
    }

    /** Ends every connection to a database and lets no new one in. */
    public static void takeAway(String url) {
        String name = name(url);
        allowConnections(name, false);
        execute(
                server.getJdbcUrl("postgres", "postgres"),
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name + "'");
    }

    /** Lets connections in again. */
    public static void giveBack(String url) {
        allowConnections(name(url), true);
    }

    private static void allowConnections(String name, boolean allowed) {
        execute(
                server.getJdbcUrl("postgres", "postgres"),
                "alter database " + name + " with allow_connections " + allowed);
    }

    private static String name(String url) {
        return url.replaceFirst(".*/", "").replaceFirst("[?].*", "");
    }

    static void execute(String url, String sql) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static AutoCloseable start() {
        try {
            server = EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(Path.of("target", "embedded-postgresql")
                            .toAbsolutePath()
                            .toFile())
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "off")
                    .setServerConfig("max_connections", "200")
                    .start();
            return server;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
