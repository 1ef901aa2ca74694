package com.neuroflash.camel.ledger;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementBuilder;
import org.jdbi.v3.core.statement.StatementBuilderFactory;
import org.jdbi.v3.core.statement.StatementContext;
import org.sqlite.SQLiteConnection;

/**
 * The prepared statements of one SQLite connection, kept between transactions: parsing and planning costs SQLite more
 * than most of what the ledger asks of it. Used, like its connection, by one thread at a time.
 */
final class KeptStatements implements StatementBuilder {
    /** More than the ledger has; lists of identities make new ones by their length. */
    private static final int MOST = 128;

    private final StatementBuilder fresh = new DefaultStatementBuilder();
    private final Map<String, PreparedStatement> kept = new HashMap<>();
    private final Map<Statement, String> inUse = new IdentityHashMap<>();

    private KeptStatements() {}

    /** Knows each connection again below the pool's wrapper, which would close the statements when it is given back. */
    static StatementBuilderFactory factory() {
        Map<Connection, KeptStatements> byConnection = new ConcurrentHashMap<>();
        return connection -> byConnection.computeIfAbsent(physical(connection), key -> new KeptStatements());
    }

    private static Connection physical(Connection connection) {
        try {
            return connection.unwrap(SQLiteConnection.class);
        } catch (SQLException impossible) {
            throw new IllegalStateException("a connection of the ledger in a file must be SQLite's", impossible);
        }
    }

    /** One that is in use is not given out again. */
    @Override
    public PreparedStatement create(Connection connection, String sql, StatementContext context) throws SQLException {
        PreparedStatement statement = kept.remove(sql);
        if (statement == null) {
            statement = physical(connection).prepareStatement(sql);
        }
        inUse.put(statement, sql);
        return statement;
    }

    /** By the statement, since {@code sql} is the text before its parameters were numbered. */
    @Override
    public void close(Connection connection, String sql, Statement statement) throws SQLException {
        String prepared = inUse.remove(statement);
        if (prepared != null && kept.size() < MOST && !kept.containsKey(prepared)) {
            PreparedStatement reusable = (PreparedStatement) statement;
            reusable.clearParameters();
            kept.put(prepared, reusable);
        } else {
            statement.close();
        }
    }

    @Override
    public Statement create(Connection connection, StatementContext context) throws SQLException {
        return fresh.create(connection, context);
    }

    @Override
    public CallableStatement createCall(Connection connection, String sql, StatementContext context)
            throws SQLException {
        return fresh.createCall(connection, sql, context);
    }
}
