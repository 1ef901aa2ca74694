package com.neuroflash.camel.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that were billed and whose answers never came. */
@Tag("chaos")
class LostAnswersIT {
    private static final int KNOWN = 5;

    @TempDir
    private Path directory;

    @Test
    void adoptsWhatWasBilledWhenTheConnectionWasLost() {
        lose("connection dropped after billing for 10 %", FaultRules.dropAfterBilling(0.1));
    }

    @Test
    void adoptsWhatWasBilledBehindAnError() {
        lose("5xx after billing for 10 %", FaultRules.statusAfterBilling(0.1, 503));
    }

    @Test
    void sendsAgainWhatWasNeverBilled() {
        lose("connection dropped before billing for 10 %", FaultRules.dropBeforeBilling(0.1));
    }

    @Test
    void claimsEachBatchOnceForIdenticalPrompts() {
        int prompts = Scale.of(200, 40);
        int kills = Scale.of(5, 2);
        String scenario = prompts + " identical prompts, 20 % of outcomes unknown, " + kills + " kills";
        try (Lab lab = new Lab(directory, scenario, Scale.seed())) {
            Application application = begin(lab);
            lab.simulator().faults(FaultRules.dropAfterBilling(0.1), FaultRules.statusAfterBilling(0.1, 502));
            String prompt = "The same motif of seed " + Scale.seed();
            lab.inbox().drop(Collections.nCopies(prompts, Map.of("prompt", prompt)));

            lab.killAtRandomMoments(application, kills, prompts * 2 / kills);
            lab.awaitSettled();

            Figures figures = lab.verify();
            assertThat(figures.billed()).isEqualTo(prompts + KNOWN);
            assertThat(figures.done()).isEqualTo(prompts + KNOWN);
        }
    }

    private void lose(String scenario, String fault) {
        int prompts = Scale.of(500, 60);
        try (Lab lab = new Lab(directory, scenario, Scale.seed())) {
            // one in ten thousand may be lost four times in a row
            lab.with("billing.max-attempts", "10");
            begin(lab);
            lab.simulator().faults(fault);
            lab.ask(KNOWN, prompts);

            lab.awaitSettled();

            Figures figures = lab.verify();
            assertThat(figures.billed()).as("billed").isEqualTo(prompts + KNOWN);
            assertThat(figures.done()).as("done").isEqualTo(prompts + KNOWN);
            List<SimulatorServer.Billed> lost = lab.simulator().bill().stream()
                    .filter(batch -> !batch.answer().equals("DELIVERED"))
                    .toList();
            assertThat(figures.adopted()).as("adopted").isGreaterThanOrEqualTo(lost.size());
        }
    }

    /** The server's ways are learnt from some answers first. */
    private static Application begin(Lab lab) {
        Application application = lab.application();
        application.startAndAwait();
        lab.learn(KNOWN);
        return application;
    }
}
