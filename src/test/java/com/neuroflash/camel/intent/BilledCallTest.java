package com.neuroflash.camel.intent;

import static org.assertj.core.api.Assertions.assertThat;

import com.neuroflash.camel.billing.Outcome;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose failure it is when a prompt's present step fails: only from its commit on the billed call's. */
class BilledCallTest {
    private static final Outcome NOT_SENT = FailurePolicy.outcomeOf(new NotSentException("the lease has lapsed"));

    @TempDir
    private Path directory;

    private Workbench bench;
    private PromptRun run;
    private BilledCall call;

    @BeforeEach
    void open() {
        bench = new Workbench(directory);
        run = bench.run("order-1", "a lighthouse at dawn");
        call = run.call();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void isUnderWayFromItsCommitUntilItHasEnded() {
        begin(Stage.SEND);
        assertThat(call.isUnderWay()).isFalse();

        bench.purchases().prepare(run, OptionalInt.empty());
        assertThat(call.isUnderWay()).isTrue();

        call.ended(NOT_SENT, Optional.empty());
        assertThat(call.isUnderWay()).isFalse();
    }

    @Test
    void isNotUnderWayInAnotherStep() {
        begin(Stage.SEND);
        bench.purchases().prepare(run, OptionalInt.empty());

        begin(Stage.LEDGER);

        assertThat(call.isUnderWay()).isFalse();
    }

    /** Else what fails before the next commit would be recorded as the end of the one before. */
    @Test
    void isNotUnderWayBetweenAJudgedFailureAndTheNextCommit() {
        begin(Stage.SEND);
        bench.purchases().prepare(run, OptionalInt.empty());
        call.endedBy(new IllegalStateException("not sent"), NOT_SENT);
        bench.books().record(run);
        call.judged();

        begin(Stage.SEND);

        assertThat(call.isUnderWay()).isFalse();
        assertThat(call.attempt()).isEmpty();
        assertThat(call.failure()).isEmpty();
        assertThat(call.outcome()).isEmpty();
    }

    private void begin(Stage stage) {
        run.begin(stage, Optional.empty(), System.nanoTime());
    }
}
