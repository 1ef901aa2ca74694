package com.neuroflash.camel.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.StatementBuilder;
import org.jdbi.v3.core.statement.StatementBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real statements of a real SQLite. */
final class KeptStatementsTest {
    private static final String INSERT = "insert into things (name) values (?)";

    private final StatementBuilderFactory factory = KeptStatements.factory();
    private Connection connection;
    private StatementBuilder statements;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        connection.createStatement().execute("create table things (name text unique)");
        statements = factory.createStatementBuilder(connection);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void preparesAStatementOnceForAConnection() throws SQLException {
        PreparedStatement first = create(INSERT);
        close(first);

        assertThat(factory.createStatementBuilder(connection).create(connection, INSERT, null))
                .isSameAs(first);
    }

    @Test
    void givesNobodyAStatementThatIsInUse() throws SQLException {
        PreparedStatement first = create(INSERT);
        PreparedStatement second = create(INSERT);
        assertThat(second).isNotSameAs(first);

        close(first);
        close(second);

        assertThat(create(INSERT)).isSameAs(first);
        assertThat(second.isClosed()).isTrue();
    }

    @Test
    void givesNoStatementOfOneConnectionToAnother() throws SQLException {
        PreparedStatement first = create(INSERT);
        close(first);

        try (Connection other = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            other.createStatement().execute("create table things (name text unique)");
            assertThat(factory.createStatementBuilder(other).create(other, INSERT, null))
                    .isNotSameAs(first);
        }
    }

    @Test
    void forgetsTheValuesOfTheCallBefore() throws SQLException {
        insert("a lighthouse");
        PreparedStatement again = create(INSERT);
        again.execute();
        close(again);

        assertThat(names()).isEqualTo("a lighthouse,null");
    }

    @Test
    void goesOnAfterAFailure() throws SQLException {
        insert("a lighthouse");
        assertThatThrownBy(() -> insert("a lighthouse"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("UNIQUE");

        insert("a mug");

        assertThat(names()).isEqualTo("a lighthouse,a mug");
    }

    @Test
    void leavesNoReaderBehindThatWouldHoldBackACommit() throws SQLException {
        insert("a lighthouse");
        insert("a mug");
        PreparedStatement query = create("select name from things");
        try (ResultSet rows = query.executeQuery()) {
            assertThat(rows.next()).isTrue();
        }
        close(query);

        connection.createStatement().execute("drop table things");
        assertThatThrownBy(this::names).hasMessageContaining("no such table");
    }

    @Test
    void keepsNoMoreThanSomeHundredStatements() throws SQLException {
        PreparedStatement last = null;
        for (int number = 0; number < 1_000; number++) {
            last = create("select " + number);
            close(last);
        }

        assertThat(last.isClosed()).isTrue();
    }

    private void insert(String name) throws SQLException {
        PreparedStatement statement = create(INSERT);
        try {
            statement.setString(1, name);
            statement.execute();
        } finally {
            close(statement);
        }
    }

    private String names() throws SQLException {
        try (ResultSet row = connection
                .createStatement()
                .executeQuery("select group_concat(coalesce(name, 'null')) from (select name from things order by 1"
                        + " nulls last)")) {
            return row.getString(1);
        }
    }

    private PreparedStatement create(String sql) throws SQLException {
        return statements.create(connection, sql, null);
    }

    private void close(PreparedStatement statement) throws SQLException {
        statements.close(connection, "its text with names", statement);
    }
}
