package com.neuroflash.camel.chaos;

import com.neuroflash.camel.billing.AttemptState;
import com.neuroflash.camel.billing.IntentState;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Killed between any two steps of the flow, again and again. */
@Tag("chaos")
class StepBoundariesIT {
    private static final int KNOWN = 5;
    private static final int PROMPTS_A_KILL = 3;

    @TempDir
    private Path directory;

    /** Where it is killed: as soon as this figure exceeds what it was before the prompts were dropped. */
    enum Boundary {
        TAKEN_NOT_PREPARED(
                lab -> lab.simulator().requests("models") + lab.ledger().attempts(AttemptState.PREPARED)),
        PREPARED_NOT_SENT(lab -> lab.ledger().attempts(AttemptState.PREPARED), latency("generate", "BEFORE")),
        SENT_NOT_BILLED(lab -> lab.simulator().requests("generate"), latency("generate", "BEFORE")),
        BILLED_NOT_ANSWERED(lab -> lab.simulator().bill().size(), latency("generate", "AFTER")),
        ANSWERED_NOT_RECORDED(lab -> lab.simulator().bill().stream()
                .filter(batch -> batch.answer().equals("DELIVERED"))
                .count()),
        RECORDED_NOT_IN_HISTORY(lab -> lab.ledger().attempts(AttemptState.ANSWERED), latency("generation", "BEFORE")),
        IN_HISTORY_NOT_FETCHED(lab -> lab.simulator().requests("view"), latency("view", "BEFORE")),
        IMAGE_STORED_NOT_ITS_SIDECAR(lab -> lab.sink().imageCount()),
        SIDECAR_STORED_NOT_RECORDED(lab -> lab.sink().sidecarCount()),
        DELIVERY_RECORDED_SOURCE_NOT_ACKNOWLEDGED(lab -> lab.ledger().states().getOrDefault(IntentState.DONE, 0L)),
        UNKNOWN_NOT_PARKED(lab -> lab.ledger().attempts(AttemptState.UNKNOWN), FaultRules.dropAfterBilling(0.5)),
        PARKED_NOT_SETTLED(
                lab -> lab.ledger().states().getOrDefault(IntentState.PARKED, 0L), FaultRules.dropAfterBilling(0.5)),
        ADOPTED_NOT_DELIVERED(lab -> lab.ledger().attempts(AttemptState.ADOPTED), FaultRules.dropAfterBilling(0.5));

        private final ToLongFunction<Lab> figure;
        private final String[] faults;

        Boundary(ToLongFunction<Lab> figure, String... faults) {
            this.figure = figure;
            this.faults = faults.clone();
        }

        private static String latency(String operation, String moment) {
            return FaultRules.of(
                    operation, 1, "{\"type\":\"latency\",\"min\":\"600ms\",\"moment\":\"" + moment + "\"}");
        }
    }

    @ParameterizedTest
    @EnumSource
    void billsAndDeliversOnceWhenKilledThere(Boundary boundary) {
        int kills = Scale.of(20, 2);
        String place = boundary.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        try (Lab lab = new Lab(directory, "killed " + kills + " times: " + place, Scale.seed())) {
            Application application = lab.application();
            application.startAndAwait();
            lab.learn(KNOWN);
            lab.simulator().faults(boundary.faults);

            for (int kill = 0; kill < kills; kill++) {
                long before = boundary.figure.applyAsLong(lab);
                lab.ask(KNOWN + kill * PROMPTS_A_KILL, PROMPTS_A_KILL);
                lab.awaitThat(
                        boundary + " is seen", () -> boundary.figure.applyAsLong(lab) > before || lab.isSettled());
                application.kill();
                application.start();
            }
            lab.awaitSettled();

            lab.verify();
        }
    }
}
