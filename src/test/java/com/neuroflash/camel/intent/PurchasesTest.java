package com.neuroflash.camel.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.neuroflash.camel.billing.AttemptState;
import com.neuroflash.camel.billing.Decision;
import com.neuroflash.camel.ledger.OpenGroup;
import com.neuroflash.camel.ledger.Reason;
import com.neuroflash.camel.ledger.SettlementLedger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a prompt's sender reads when nothing more is sent for it, and whether it helps. */
class PurchasesTest {
    private static final String TEXT = "a lighthouse at dawn";

    @TempDir
    private Path directory;

    private Workbench bench;
    private Purchases purchases;

    @BeforeEach
    void open() {
        bench = new Workbench(directory);
        purchases = bench.purchases();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void advisesAnotherIdWhenTheAttemptsAreUsedUp() {
        PromptRun run = bench.run("order-1", TEXT);
        for (int i = 0; i < Workbench.SETTINGS.rules().maxAttempts(); i++) {
            purchases.prepare(run, OptionalInt.empty());
            comesToNothing(run);
        }

        PromptFailedException failed =
                catchThrowableOfType(PromptFailedException.class, () -> purchases.prepare(run, OptionalInt.empty()));

        assertThat(failed).hasMessageContaining("not billed, after 3 attempts");
        assertThat(failed.whatToDo()).contains("billing.max-attempts (3)", "another id");
        PromptRun renamed = bench.run("order-1-again", TEXT);
        purchases.prepare(renamed, OptionalInt.empty());
        assertThat(bench.states(renamed)).isEqualTo(List.of(AttemptState.PREPARED));
    }

    private void comesToNothing(PromptRun run) {
        String attempt = run.call().attempt().orElseThrow().id();
        bench.ledger.unknown(attempt, Reason.of("timeout"));
        SettlementLedger settlement = bench.ledger.settlement();
        OpenGroup group =
                settlement.group(Workbench.ACCOUNT, run.frozen().likeness()).orElseThrow();
        settlement.settle(group, Map.of(attempt, new Decision.Absent()));
    }
}
