package com.neuroflash.camel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.neuroflash.camel.billing.Account;
import com.neuroflash.camel.ledger.Ledger;
import com.neuroflash.camel.ledger.LedgerRefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerStartTest {
    @TempDir
    private Path directory;

    @Test
    void makesALedgerOnTheVeryFirstStart() {
        try (Ledger ledger = start()) {
            assertThat(ledger.operator().isEmpty()).isTrue();
        }
        assertThat(directory.resolve("data/ledger.db")).exists();
        start().close();
    }

    @Test
    void asksNothingOfTheSinkOnceTheLedgerIsInUse() throws Exception {
        try (Ledger ledger = start()) {
            new KeptPrompt(new Account("h", "w"), "order-1", "a boat").parked(ledger);
        }
        SinkFixture delivered = new SinkFixture(new Account("h", "w"), "order-2", 1);
        Path sidecar = directory.resolve("data/outbox").resolve(delivered.key(1) + ".json");
        Files.createDirectories(sidecar.getParent());
        Files.write(sidecar, delivered.sidecar(1));

        start().close();
    }

    @Test
    void leavesOtherPeoplesJsonAlone() throws Exception {
        Path outbox = Files.createDirectories(directory.resolve("data/outbox"));
        Files.writeString(outbox.resolve("package.json"), "{\"name\":\"mine\"}");
        Files.writeString(outbox.resolve("broken.json"), "{");

        start().close();
    }

    @Test
    void refusesASecondRunOnTheSameLedger() {
        try (Ledger first = start()) {
            assertThat(first.operator().isEmpty()).isTrue();
            assertThatThrownBy(this::start)
                    .isInstanceOf(LedgerRefusedException.class)
                    .hasMessageContaining("is run by")
                    .hasMessageContaining("data directory of its own");
        }
    }

    @Test
    void refusesALedgerOfANewerRelease() throws SQLException {
        start().close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("data/ledger.db"));
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("insert into ledger_schema (installed_rank, version, description, type, script,"
                    + " checksum, installed_by, execution_time, success)"
                    + " values (99, '99', 'later', 'SQL', 'V99__later.sql', 1, '', 1, 1)");
        }

        assertThatThrownBy(this::start)
                .isInstanceOf(LedgerRefusedException.class)
                .hasMessageContaining("made by a newer release");
    }

    @Test
    void refusesToGuessWhileTheSinkIsNotThere() {
        Map<String, String> unmounted = Map.of(
                "NEUROFLASH_BASE_URL", "https://api.example/base",
                "NEUROFLASH_WORKSPACE_ID", "w",
                "NEUROFLASH_ACCESS_TOKEN", "t0p-secret",
                "DELIVERY_DIRECTORY", "mounted-later");
        Settings settings = new SettingsReader(directory, unmounted).read(Map.of());

        assertThatThrownBy(() -> open(settings))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("whether it is new or lost can't be told")
                .hasMessageContaining("ledger new");
    }

    private Ledger start() {
        return open(new SettingsReader(directory, Map.of()).read(Map.of()));
    }

    private static Ledger open(Settings settings) {
        try (Sinks sinks = Sinks.open(settings)) {
            return LedgerStart.open(settings, sinks);
        }
    }
}
