package com.neuroflash.camel.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The assumption broken that the promise rests on: rows that the history shows later than {@code billing.history-lag}. It
 * is warned of at half of it; beyond it nothing is called unbilled any more. What was lost before any lag was seen is
 * billed twice, and counted.
 */
@Tag("chaos")
class LateRowsIT {
    private static final int KNOWN = 5;
    private static final int AT_ONCE = 12;
    private static final int OBSERVED = 30;
    private static final int NEVER_BILLED = 4;
    private static final String NEAR = "more than half of billing.history-lag";
    private static final String SUSPENDED = "no longer taken for not billed";

    @TempDir
    private Path directory;

    @Test
    void warnsAtHalfOfItAndCallsNothingUnbilledBeyondIt() {
        try (Lab lab = new Lab(directory, "rows later than S", Scale.seed())) {
            Application application = lab.with("billing.history-lag", "2s").application();
            application.startAndAwait();
            lab.ask(0, KNOWN);
            lab.awaitSettled();

            ask(lab, AT_ONCE, lost("10m"));
            assertThat(application.log()).doesNotContain(NEAR);
            ask(lab, OBSERVED, late("1900ms"));
            lab.awaitThat("it warns at S/2", () -> application.log().contains(NEAR));
            assertThat(application.log()).doesNotContain(SUSPENDED);
            ask(lab, OBSERVED, late("6s"));
            lab.awaitThat("it suspends ABSENT beyond S", () -> application.log().contains(SUSPENDED));
            ask(lab, AT_ONCE, lost("10m"));
            ask(lab, NEVER_BILLED, "{\"type\":\"drop\",\"moment\":\"BEFORE\"}");

            Figures figures = lab.verify(
                    EnumSet.of(Violation.Kind.BILLED_TWICE, Violation.Kind.OWNERLESS_BATCH),
                    "warned at S/2, then ABSENT suspended; lost before any lag was seen and counted: " + AT_ONCE
                            + " billed twice");
            assertThat(figures.billed() - (figures.inputs() - NEVER_BILLED))
                    .as("billed twice")
                    .isEqualTo(AT_ONCE);
            assertThat(figures.doubts()).containsOnlyKeys("LAG_SUSPENDED");
            assertThat(figures.held()).isEqualTo(AT_ONCE + NEVER_BILLED);
        }
    }

    /** Each of so many prompts meets it once. */
    private static void ask(Lab lab, int prompts, String fault) {
        lab.simulator().faults(FaultRules.next("generate", prompts, fault));
        lab.ask(lab.inbox().asked().size(), prompts);
        lab.awaitSettled();
    }

    private static String late(String lag) {
        return "{\"type\":\"history-lag\",\"lag\":\"" + lag + "\"}";
    }

    private static String lost(String lag) {
        return "{\"type\":\"together\",\"faults\":[{\"type\":\"drop\",\"moment\":\"AFTER\"}," + late(lag) + "]}";
    }
}
