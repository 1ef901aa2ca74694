package com.neuroflash.camel.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.neuroflash.camel.billing.AttemptState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

/** What is special about a ledger that several instances share. */
@ExtendWith(EmbeddedPostgresql.class)
final class PostgresqlDatabaseTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final Prompt prompt = new Prompt("the-one", "a lighthouse at dawn");
    private static String url;
    private JdbcLedger one;
    private JdbcLedger two;

    @BeforeAll
    static void createDatabase() {
        url = EmbeddedPostgresql.newDatabase();
    }

    @BeforeEach
    void open() {
        one = open(url, 10);
        two = open(url, 10);
        Emptied.of(one);
        one.heartbeat(one.owner(), LONG);
        two.heartbeat(two.owner(), LONG);
    }

    @AfterEach
    void close() {
        one.close();
        two.close();
    }

    @Test
    void syncsEveryCommitWhateverTheServersDefault() {
        assertThat(shown("synchronous_commit")).isEqualTo("on");
        assertThat(shown("fsync")).isEqualTo("on");
        assertThat(shown("transaction_isolation")).isEqualTo("read committed");
        assertThat(shown("lock_timeout")).isEqualTo("10s");
    }

    @Test
    void sharesEverythingBetweenInstances() {
        assertThat(one.owner()).isNotEqualTo(two.owner());
        one.prepare(prompt.intent(), Prompt.by(one.owner()));

        assertThat(two.prepare(prompt.intent(), Prompt.by(two.owner()))).isInstanceOf(PrepareResult.Known.class);
        assertThat(two.take(prompt.identity(), two.owner())).isEmpty();

        one.heartbeat(one.owner(), Duration.ofMillis(-1));
        assertThat(two.take(prompt.identity(), two.owner())
                        .orElseThrow()
                        .open()
                        .orElseThrow()
                        .state())
                .isEqualTo(AttemptState.UNKNOWN);
    }

    @Test
    void canBeOpenedByManyAtTheSameTime() throws Exception {
        String fresh = EmbeddedPostgresql.newDatabase();
        CyclicBarrier start = new CyclicBarrier(3);
        ExecutorService threads = Executors.newFixedThreadPool(3);
        List<Future<Boolean>> opened = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            opened.add(threads.submit(() -> {
                start.await();
                try (JdbcLedger ledger = open(fresh, 10)) {
                    return ledger.operator().isEmpty();
                }
            }));
        }

        for (Future<Boolean> each : opened) {
            assertThat(each.get()).isTrue();
        }
        threads.shutdownNow();
    }

    @Test
    void goesOnAfterTheServerEndedItsConnections() {
        Logger pool = (Logger) LoggerFactory.getLogger("com.zaxxer.hikari.pool");
        pool.setLevel(Level.OFF);
        one.begin(prompt.intent(), one.owner());
        EmbeddedPostgresql.execute(
                url,
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()"
                        + " and pid <> pg_backend_pid()");

        assertThat(untilAvailable()).isTrue();
        assertThat(one.load(prompt.identity())).isPresent();
        pool.setLevel(null);
    }

    @Test
    void saysThatTheDatabaseIsAway() {
        LedgerSettings nobody = new LedgerSettings(
                "jdbc:postgresql://localhost:1/none",
                Optional.of("me"),
                Optional.of("secret"),
                1,
                Duration.ofSeconds(1),
                LedgerSettings.Access.RUN);

        assertThatThrownBy(() -> Ledger.open(nobody))
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessageContaining("database is away")
                .hasMessageNotContaining("secret");
        assertThat(nobody.toString()).doesNotContain("secret");
    }

    @Test
    void waitsForALockNoLongerThanItsPatience() throws Exception {
        one.begin(prompt.intent(), one.owner());
        try (JdbcLedger hasty = open(url, 1)) {
            two.transactions().write(handle -> {
                IntentRows.lock(handle, prompt.identity());
                assertThatThrownBy(() -> hasty.release(prompt.identity(), one.owner()))
                        .isInstanceOf(LedgerUnavailableException.class);
                return null;
            });
        }

        assertThat(one.release(prompt.identity(), one.owner())).isTrue();
    }

    @Test
    void namesNoPromptInItsErrors() {
        assertThatThrownBy(() -> one.transactions()
                        .write(handle -> handle.createUpdate("insert into facts (name, value) values (:a, :b)")
                                .bind("a", (String) null)
                                .bind("b", "a secret prompt")
                                .execute()))
                .satisfies(failed -> {
                    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
                        assertThat(cause.getMessage()).doesNotContain("secret");
                    }
                });
    }

    private static JdbcLedger open(String address, int patienceSeconds) {
        return (JdbcLedger) Ledger.open(new LedgerSettings(
                address,
                Optional.empty(),
                Optional.empty(),
                4,
                Duration.ofSeconds(patienceSeconds),
                LedgerSettings.Access.RUN));
    }

    private String shown(String setting) {
        return one.transactions().write(handle -> handle.createQuery("show " + setting)
                .mapTo(String.class)
                .one());
    }

    /** A call that found its connection ended may fail, and may be repeated. */
    private boolean untilAvailable() {
        for (int i = 0; i < 10; i++) {
            try {
                return one.heartbeat(one.owner(), LONG);
            } catch (LedgerUnavailableException ignored) {
                // the next one gets another connection
            }
        }
        return false;
    }
}
