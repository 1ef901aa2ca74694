package com.neuroflash.camel.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.neuroflash.camel.billing.Attempt;
import com.neuroflash.camel.billing.AttemptState;
import com.neuroflash.camel.billing.IntentState;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is special about a ledger in a file. */
final class SqliteDatabaseTest {
    private static final String ME = "process-1";

    @TempDir
    Path directory;

    private final Prompt prompt = new Prompt("the-one", "a lighthouse at dawn");

    @Test
    void syncsEveryCommitWhateverItsAddressSays() {
        try (JdbcLedger ledger = open("?synchronous=OFF", LedgerSettings.Access.RUN)) {
            assertThat(written(ledger, "journal_mode")).isEqualTo("wal");
            assertThat(written(ledger, "synchronous")).isEqualTo("2");
            assertThat(written(ledger, "busy_timeout")).isEqualTo("10000");
            assertThat(written(ledger, "foreign_keys")).isEqualTo("1");
            assertThat(read(ledger, "query_only")).isEqualTo("1");
        }
    }

    @Test
    void looksUpWhatBarsByItsOwnIndex() {
        try (JdbcLedger ledger = open("", LedgerSettings.Access.RUN)) {
            assertThat(plan(
                            ledger,
                            "select distinct state from attempts where likeness = 'x' and state in "
                                    + AttemptRows.UNSETTLED))
                    .contains("attempts_unsettled");
            assertThat(plan(
                            ledger,
                            "select identity from intents where owner is null and"
                                    + " state in ('ACTIVE', 'ANSWERED', 'PARKED') and due <= 1 order by due, identity"))
                    .contains("intents_due");
            assertThat(plan(ledger, "select identity from intents where owner = 'x'"))
                    .contains("intents_owned");
        }
    }

    /** As before the ledger kept it. */
    @Test
    void countsWhatHasNoSinkToTheUsualOne() throws SQLException {
        try (JdbcLedger ledger = open("", LedgerSettings.Access.RUN)) {
            ledger.heartbeat(ME, Duration.ofHours(1));
            Attempt attempt = ((PrepareResult.Prepared) ledger.prepare(prompt.intent(), Prompt.by(ME))).attempt();
            ledger.answered(attempt.id(), Prompt.answer("b1", "i1"), Prompt.ANSWERED);
            ledger.imageDelivered(attempt.id(), 0, Prompt.object("images/i1"), Optional.empty());
            try (Connection connection = DriverManager.getConnection(url(""));
                    Statement statement = connection.createStatement()) {
                statement.executeUpdate("update intents set sink = null");
            }

            assertThat(ledger.load(prompt.identity()).orElseThrow().sink()).isEmpty();
            assertThat(ledger.operator().deliveredBySink("s3")).isEqualTo(Map.of("s3", 1L));
            assertThat(ledger.operator().delivered("s3", "s3", Optional.empty(), 9))
                    .hasSize(1);
            assertThat(ledger.operator().delivered("directory", "s3", Optional.empty(), 9))
                    .isEmpty();
        }
    }

    @Test
    void refusesASecondProcessWithAdvice() {
        try (JdbcLedger first = open("", LedgerSettings.Access.RUN)) {
            assertThat(first.operator().isEmpty()).isTrue();
            assertThatThrownBy(() -> open("", LedgerSettings.Access.RUN))
                    .isInstanceOf(LedgerRefusedException.class)
                    .hasMessageContaining("already")
                    .hasMessageContaining("postgresql");
        }
        try (JdbcLedger next = open("", LedgerSettings.Access.RUN)) {
            assertThat(next.operator().isEmpty()).isTrue();
        }
    }

    @Test
    void letsTheCommandLineWriteBesideARunningService() {
        try (JdbcLedger service = open("", LedgerSettings.Access.RUN)) {
            unknownAndHeld(service);
            try (JdbcLedger command = open("", LedgerSettings.Access.COMMAND)) {
                assertThat(command.operator().drop(prompt.identity(), Reason.of("not wanted")))
                        .isEqualTo(new OperatorResult.Applied(IntentState.DROPPED));
            }
            assertThat(service.load(prompt.identity()).orElseThrow().state()).isEqualTo(IntentState.DROPPED);
            assertThat(service.heartbeat(ME, Duration.ofHours(1))).isTrue();
        }
    }

    @Test
    void callsWhatAnEarlierProcessPreparedUnknown() {
        try (JdbcLedger earlier = open("", LedgerSettings.Access.RUN)) {
            prepare(earlier, prompt);
        }
        try (JdbcLedger command = open("", LedgerSettings.Access.COMMAND)) {
            assertThat(state(command)).isEqualTo(AttemptState.PREPARED);
        }

        try (JdbcLedger next = open("", LedgerSettings.Access.RUN)) {
            assertThat(state(next)).isEqualTo(AttemptState.UNKNOWN);
            assertThat(next.load(prompt.identity()).orElseThrow().known().heldBy())
                    .isEmpty();
        }
    }

    @Test
    void saysThatTheDiskIsFullAndGoesOnWhenItIsNot() {
        try (JdbcLedger ledger = open("", LedgerSettings.Access.RUN)) {
            ledger.heartbeat(ME, Duration.ofHours(1));
            limit(ledger, 0);

            assertThatThrownBy(() -> IntStream.range(0, 200)
                            .forEach(i -> ledger.begin(new Prompt("id-" + i, "x".repeat(3_000)).intent(), ME)))
                    .isInstanceOf(LedgerUnavailableException.class)
                    .hasMessageContaining("disk is full")
                    .hasMessageNotContaining("xxx");
            assertThatThrownBy(() -> prepare(ledger, new Prompt("id-last", "x".repeat(20_000))))
                    .isInstanceOf(LedgerUnavailableException.class);

            limit(ledger, 1_000_000);
            assertThat(prepare(ledger, new Prompt("id-last", "x".repeat(20_000)))
                            .state())
                    .isEqualTo(AttemptState.PREPARED);
        }
    }

    @Test
    void refusesASchemaOfANewerRelease() throws SQLException {
        open("", LedgerSettings.Access.RUN).close();
        try (Connection connection = DriverManager.getConnection(url(""));
                Statement statement = connection.createStatement()) {
            statement.execute("insert into ledger_schema (installed_rank, version, description, type, script, checksum,"
                    + " installed_by, installed_on, execution_time, success)"
                    + " values (99, '99', 'later', 'SQL', 'V99__later.sql', 1, '', '2026-11-22 00:00:00.000', 1, 1)");
        }

        assertThatThrownBy(() -> open("", LedgerSettings.Access.RUN))
                .isInstanceOf(LedgerRefusedException.class)
                .hasMessageContaining("version 99")
                .hasMessageContaining("newer release");
        assertThatThrownBy(() -> open("", LedgerSettings.Access.RUN)).hasMessageContaining("version 99");
    }

    @Test
    void refusesAddressesItCantKeepALedgerAt() {
        assertThatThrownBy(() -> Ledger.open(LedgerSettings.of("jdbc:sqlite::memory:", LedgerSettings.Access.RUN)))
                .isInstanceOf(LedgerRefusedException.class)
                .hasMessageContaining("must name a file");
        assertThatThrownBy(
                        () -> Ledger.open(LedgerSettings.of("jdbc:mysql://user:secret@x/y", LedgerSettings.Access.RUN)))
                .isInstanceOf(LedgerRefusedException.class)
                .hasMessageContaining("jdbc:postgresql:")
                .hasMessageNotContaining("secret");
    }

    private JdbcLedger open(String parameters, LedgerSettings.Access access) {
        return (JdbcLedger) Ledger.open(LedgerSettings.of(url(parameters), access));
    }

    private String url(String parameters) {
        return "jdbc:sqlite:" + directory.resolve("below").resolve("ledger.db") + parameters;
    }

    private void unknownAndHeld(JdbcLedger ledger) {
        ledger.heartbeat(ME, Duration.ofHours(1));
        ledger.unknown(prepare(ledger, prompt).id(), Reason.of("timeout"));
        ledger.hold(prompt.identity(), ME, Reason.of("doubt"));
    }

    private AttemptState state(JdbcLedger ledger) {
        return ledger.load(prompt.identity()).orElseThrow().attempts().get(0).state();
    }

    private static Attempt prepare(JdbcLedger ledger, Prompt one) {
        ledger.heartbeat(ME, Duration.ofHours(1));
        return ((PrepareResult.Prepared) ledger.prepare(one.intent(), Prompt.by(ME))).attempt();
    }

    private static void limit(JdbcLedger ledger, int morePages) {
        ledger.transactions().write(handle -> {
            int pages =
                    handle.createQuery("pragma page_count").mapTo(Integer.class).one();
            return handle.createQuery("pragma max_page_count = " + (pages + morePages))
                    .mapTo(Integer.class)
                    .one();
        });
    }

    private static String written(JdbcLedger ledger, String pragma) {
        return ledger.transactions().write(handle -> handle.createQuery("pragma " + pragma)
                .mapTo(String.class)
                .one());
    }

    private static String read(JdbcLedger ledger, String pragma) {
        return ledger.transactions().read(handle -> handle.createQuery("pragma " + pragma)
                .mapTo(String.class)
                .one());
    }

    private static String plan(JdbcLedger ledger, String sql) {
        return ledger.transactions().read(handle -> handle.createQuery("explain query plan " + sql)
                .map((row, context) ->
                        Optional.ofNullable(row.getString("detail")).orElse(""))
                .list()
                .toString());
    }
}
