package com.neuroflash.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.neuroflash.camel.simulator.FaultForms;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SimulatorCommandTest {
    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();

    @Test
    void saysWhereItAnswersAndWithWhatToCallIt() {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            CompletableFuture<Integer> ended = CompletableFuture.supplyAsync(
                    () -> command().execute("--port", "0", "--data", directory.toString(), "--fast"), executor);

            Awaitility.await().until(() -> out.toString().contains("Ctrl-C"));
            assertThat(out.toString())
                    .containsPattern("base URL\\s+http://127.0.0.1:\\d+/api/ds-prototypes")
                    .containsPattern("access token\\s+simulator-token")
                    .containsPattern("workspace\\s+simulator-workspace");
            assertThat(ended).isNotDone();
        } finally {
            executor.shutdownNow();
        }
        Awaitility.await().until(executor::isTerminated);
    }

    @Test
    void explainsWrongFaultsAndEnds() throws Exception {
        Path faults = Files.writeString(directory.resolve("faults.json"), "{\"fault\":{\"type\":\"earthquake\"}}");

        int status = command().execute("--port", "0", "--data", directory.toString(), "--faults", faults.toString());

        assertThat(status).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(out.toString()).contains("earthquake", "latency");
    }

    @Test
    void describesItsOptions() {
        assertThat(command().execute("--help")).isZero();
        assertThat(out.toString())
                .contains("--port", "--data", "--fast", "--faults")
                .contains("GET /admin/bill", "POST /admin/faults", FaultForms.EXAMPLE)
                .contains(FaultForms.all());
    }

    private CommandLine command() {
        PrintWriter writer = new PrintWriter(out, true);
        return new CommandLine(new SimulatorCommand()).setOut(writer).setErr(writer);
    }
}
