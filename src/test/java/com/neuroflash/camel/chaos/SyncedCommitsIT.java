package com.neuroflash.camel.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
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
    private static final int MOST_COMMITS = 3;

    @TempDir
    private Path directory;

    @Test
    void syncsWhatIsPreparedBeforeItsPostIsWritten() throws IOException {
        SystemCalls calls = trace("system calls traced", Optional.empty());

        assertThat(calls.posts()).isEqualTo(PROMPTS);
        assertThat(calls.postsOfUnsyncedCommits())
                .as("POSTs written before their commit was synced")
                .isZero();
        assertThat(calls.mostSyncsFromPostToPost())
                .as("synced commits of a prompt with one image")
                .isLessThanOrEqualTo(MOST_COMMITS);
    }

    @Test
    void noticesThatCommitsAreNotSynced() throws IOException {
        SystemCalls calls = trace("without sync: system calls traced", Optional.of(Mutant.WITHOUT_SYNC));

        assertThat(calls.postsOfUnsyncedCommits()).isEqualTo(PROMPTS);
    }

    private SystemCalls trace(String scenario, Optional<Mutant> mutant) throws IOException {
        assumeTrue(SystemCalls.canBeTraced(directory), "a trace of system calls needs strace");
        Path trace = directory.resolve("trace");
        try (Lab lab = new Lab(directory, scenario, Scale.seed())) {
            mutant.ifPresent(flaw -> lab.with(flaw.compile(directory.resolve("mutant"))));
            lab.with("pipeline.concurrency", "1").with("ledger.lease", "10m").with("pipeline.max-hold", "10m");
            lab.with("billing.send-guard", "30s").with("billing.generation-limit", "1m");
            lab.with("neuroflash.response-timeout", "1m");
            Application application = lab.application();
            application.watchedBy(SystemCalls.tracer(trace));
            application.startAndAwait();
            lab.ask(0, PROMPTS);
            lab.awaitSettled();
            application.kill();

            SystemCalls calls = SystemCalls.read(trace);
            lab.verify(
                    Set.of(),
                    "POSTs before the sync of their commit: " + calls.postsOfUnsyncedCommits()
                            + "; synced commits from POST to POST: " + calls.mostSyncsFromPostToPost() + " at most");
            return calls;
        }
    }
}
