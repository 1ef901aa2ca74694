package com.neuroflash.camel.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 does not prove that a commit has reached the disk, since the system keeps what was written. The system calls
 * do: what is prepared is synced before its POST is written.
 */
@Tag("chaos")
class SyncedCommitsIT {
    private static final int PROMPTS = 30;

    @TempDir
    private Path directory;

    @Test
    void syncsWhatIsPreparedBeforeItsPostIsWritten() throws IOException {
        assumeTrue(SystemCalls.canBeTraced(directory), "a trace of system calls needs strace");
        Path trace = directory.resolve("trace");
        try (Lab lab = new Lab(directory, PROMPTS + " prompts one by one, system calls traced", Scale.seed())) {
            lab.with("pipeline.concurrency", "1").with("ledger.lease", "10m").with("pipeline.max-hold", "10m");
            lab.with("billing.send-guard", "30s").with("billing.generation-limit", "1m");
            lab.with("neuroflash.response-timeout", "1m");
            Application application = lab.application();
            application.watchedBy(SystemCalls.tracer(trace));
            application.startAndAwait();
            lab.ask(0, PROMPTS);
            lab.awaitSettled();
            assertThat(lab.verify().done()).isEqualTo(PROMPTS);
            application.kill();

            SystemCalls calls = SystemCalls.read(trace);

            assertThat(calls.posts()).isEqualTo(PROMPTS);
            assertThat(calls.postsOfUnsyncedCommits())
                    .as("POSTs written before their commit was synced")
                    .isZero();
            assertThat(calls.mostSyncsFromPostToPost())
                    .as("synced commits of a prompt with one image")
                    .isLessThanOrEqualTo(3);
        }
    }
}
