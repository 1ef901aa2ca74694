package com.neuroflash.camel.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.neuroflash.camel.api.HistoryEntry;
import com.neuroflash.camel.api.HistoryQuery;
import com.neuroflash.camel.billing.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A paid image whose id the answer left out is found, however much was made since. */
class ImageIdentityTest {
    private static final Instant ANSWERED = Workbench.START.plusSeconds(20);

    @TempDir
    private Path directory;

    private Workbench bench;
    private ImageIdentity identity;
    private PromptRun run;

    @BeforeEach
    void pay() {
        bench = new Workbench(directory);
        identity =
                new ImageIdentity(bench.knowledge(), Workbench.SETTINGS.rules().settleTime());
        bench.history.add("b0", "i0", "long before", Workbench.START.minus(Duration.ofHours(5)));
        run = bench.run("order-1", "a cat");
        Purchases purchases = bench.purchases();
        purchases.prepare(run, OptionalInt.empty());
        run.call().ended(Outcome.of(Workbench.answer("b1", "")), Optional.of(ANSWERED));
        bench.books().record(run);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void looksDeeperThanTheNewestRows() {
        bench.history.add("b1", "i1", "a cat", ANSWERED.minusSeconds(1));
        others(ImageIdentity.ROWS + 700);

        List<HistoryEntry> rows = identity.search(run, newest());
        identity.complete(run, rows);

        assertThat(run.images().get(0).imageId()).isEqualTo("i1");
    }

    @Test
    void looksNoDeeperThanTheAnswer() {
        List<HistoryEntry> newest = newest();

        assertThat(identity.search(run, newest)).isSameAs(newest);
        assertThatThrownBy(() -> identity.complete(run, newest)).isInstanceOf(HistoryLagException.class);
    }

    @Test
    void isContentWithTheNewestRowsThatHoldTheBatch() {
        others(ImageIdentity.ROWS);
        bench.history.add("b1", "i1", "a cat", ANSWERED);
        List<HistoryEntry> newest = newest();

        assertThat(identity.search(run, newest)).isSameAs(newest);
    }

    private void others(int count) {
        for (int i = 0; i < count; i++) {
            bench.history.add("other-" + i, "other-image-" + i, "a dog", ANSWERED.plusMillis(i));
        }
    }

    private List<HistoryEntry> newest() {
        return bench.history.history(new HistoryQuery(Optional.empty(), ImageIdentity.ROWS, 0));
    }
}
