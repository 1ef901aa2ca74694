package com.neuroflash.camel.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.neuroflash.camel.billing.AttemptState;
import com.neuroflash.camel.billing.IntentState;
import com.neuroflash.camel.billing.Outcome;
import com.neuroflash.camel.ledger.IntentRecord;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same prompt twice in one process, as by two equal lines or a broker that gives a message twice. */
class SecondRunTest {
    private static final String TEXT = "a lighthouse at dawn";

    @TempDir
    private Path directory;

    private Workbench bench;
    private Purchases purchases;
    private PromptRun first;
    private PromptRun second;

    @BeforeEach
    void open() {
        bench = new Workbench(directory);
        purchases = bench.purchases();
        first = bench.run("order-1", TEXT);
        second = bench.run("order-1", TEXT);
        recall(first);
        recall(second);
        purchases.prepare(first, OptionalInt.empty());
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void parksNothingThatTheFirstIsSending() {
        assertThatThrownBy(() -> purchases.prepare(second, OptionalInt.empty())).isInstanceOf(RecallException.class);
        second.forget();
        assertThatThrownBy(() -> recall(second)).isInstanceOf(PromptElsewhereException.class);

        IntentRecord intent = bench.ledger.load(first.identity()).orElseThrow();
        assertThat(intent.state()).isEqualTo(IntentState.ACTIVE);
        assertThat(intent.known().heldBy()).contains(bench.ledger.owner());
        assertThat(bench.states(first)).containsExactly(AttemptState.PREPARED);
    }

    @Test
    void deliversNothingBesideTheFirst() {
        first.call().ended(Outcome.of(Workbench.answer("b1", "i1")), Optional.of(Workbench.START.plusSeconds(9)));
        bench.books().record(first);

        assertThatThrownBy(() -> purchases.prepare(second, OptionalInt.empty())).isInstanceOf(RecallException.class);
        second.forget();
        assertThatThrownBy(() -> recall(second)).isInstanceOf(PromptElsewhereException.class);

        assertThat(second.isPaid()).isFalse();
    }

    private void recall(PromptRun run) {
        new Recall(bench.ledger, bench.time).recall(run);
    }
}
