package com.neuroflash.camel.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What counts as a database that is away. */
class FailuresTest {
    private final Failures failures = new Failures("of the test");

    @Test
    void isAwayWhenAWaitForAConnectionIsInterrupted() {
        SQLException interrupted =
                new SQLException("pool - Interrupted during connection acquisition", new InterruptedException());

        assertThat(failures.isUnavailable(new IllegalStateException(interrupted)))
                .isTrue();
    }

    @Test
    void isAwayWhenThePoolIsClosed(@TempDir Path directory) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:sqlite:" + directory.resolve("pool.db"));
        HikariDataSource pool = new HikariDataSource(config);
        pool.close();

        SQLException closed = catchThrowableOfType(SQLException.class, pool::getConnection);

        assertThat(failures.isUnavailable(closed)).isTrue();
    }

    @Test
    void isOurErrorWhenThePoolAndTheDatabaseAreThere() {
        assertThat(failures.isUnavailable(new SQLException("column 5 out of bounds [1,4]")))
                .isFalse();
        assertThat(failures.isUnavailable(new SQLException("no such table", "42P01")))
                .isFalse();
    }
}
