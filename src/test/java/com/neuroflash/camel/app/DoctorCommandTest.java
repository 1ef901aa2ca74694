package com.neuroflash.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.neuroflash.camel.simulator.Simulator;
import com.neuroflash.camel.simulator.SimulatorSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor finds wrong, in words that say what to do. */
class DoctorCommandTest {
    private static final String NO_JAVA = "(?s).*\\b[A-Za-z]+(Exception|Error)\\b.*";

    @TempDir
    private Path directory;

    private Simulator simulator;

    @BeforeEach
    void open() {
        simulator = Simulator.start(SimulatorSettings.in(directory.resolve("simulator")));
    }

    @AfterEach
    void close() {
        simulator.close();
    }

    @Test
    void findsNothingWrongWhereAllIsWell() {
        CommandLineRun run = doctor(Map.of());

        assertThat(run.out()).contains("ok    sink").doesNotContain("FAIL");
        assertThat(run.status()).isZero();
    }

    @Test
    void saysWhichKeyNamesTheTokenEndpointThatDoesNotAnswer() {
        CommandLineRun run = doctor(Map.of(
                "NEUROFLASH_ACCESS_TOKEN", "",
                "NEUROFLASH_CLIENT_ID", "client",
                "NEUROFLASH_CLIENT_SECRET", "t0p-secret",
                "NEUROFLASH_TOKEN_URL", "http://127.0.0.1:9/token"));

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .containsPattern("FAIL +token +the token endpoint 127.0.0.1 did not answer \\(.*refused.*\\)")
                .contains("neuroflash.token-url=http://127.0.0.1:9/token", "NEUROFLASH_TOKEN_URL")
                .doesNotContain("models: ", "t0p-secret")
                .doesNotMatch(NO_JAVA);
    }

    @Test
    void saysThatASinkIsAFile() throws IOException {
        Path file = Files.writeString(directory.resolve("sink"), "a file");

        CommandLineRun named = doctor(Map.of("DELIVERY_DIRECTORY", file.toString()));

        assertThat(named.status()).isEqualTo(1);
        assertThat(named.out())
                .containsPattern("FAIL +sink +" + file + " is not a directory; put a directory in its place")
                .doesNotMatch(NO_JAVA);
        Files.writeString(Files.createDirectories(directory.resolve("data")).resolve("outbox"), "a file");
        assertThat(doctor(Map.of()).out()).containsPattern("FAIL +sink +.*data/outbox is not a directory; put");
    }

    @Test
    void makesNoNamedDirectoryThatMayBeADiskThatIsNotMounted() {
        Path missing = directory.resolve("disk");

        CommandLineRun run = doctor(Map.of("DELIVERY_DIRECTORY", missing.toString()));

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .containsPattern("FAIL +sink +" + missing + " does not exist; create or mount it")
                .doesNotMatch(NO_JAVA);
        assertThat(missing).doesNotExist();
    }

    @Test
    void saysThatTheInboxIsAFile() throws IOException {
        Files.writeString(Files.createDirectories(directory.resolve("data")).resolve("inbox"), "a file");

        assertThat(doctor(Map.of()).out())
                .containsPattern("FAIL +inbox +\\S+data/inbox is not a directory; it must")
                .doesNotMatch(NO_JAVA);
    }

    private CommandLineRun doctor(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "NEUROFLASH_BASE_URL", simulator.baseUrl().toString(),
                "NEUROFLASH_WORKSPACE_ID", SimulatorSettings.DEFAULT_WORKSPACE,
                "NEUROFLASH_ACCESS_TOKEN", SimulatorSettings.DEFAULT_ACCESS_TOKEN));
        environment.putAll(more);
        return CommandLineRun.of(directory, environment, "doctor");
    }
}
