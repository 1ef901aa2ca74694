package com.neuroflash.camel.chaos;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each guard left out in turn must be noticed; with all of them the same scenarios hold. */
@Tag("chaos")
class MutationIT {
    private static final int KNOWN = 5;

    @TempDir
    private Path directory;

    @Test
    void holdsWhenKilledBetweenBillingAndAnswer() {
        killBetweenBillingAndAnswer(Optional.empty());
    }

    @Test
    void noticesThatPreparedIsNotCommitted() {
        killBetweenBillingAndAnswer(Optional.of(Mutant.WITHOUT_PREPARED));
    }

    @Test
    void holdsWhenIdenticalPromptsLoseTheirAnswers() {
        loseAnswersOfIdenticalPrompts(Optional.empty());
    }

    @Test
    void noticesThatBatchesHaveNoOwner() {
        loseAnswersOfIdenticalPrompts(Optional.of(Mutant.WITHOUT_CLAIM_KEY));
    }

    @Test
    void holdsWhenKeysAreTaken() {
        collide(Optional.empty());
    }

    @Test
    void noticesThatObjectsAreOverwritten() {
        collide(Optional.of(Mutant.WITHOUT_IF_NONE_MATCH));
    }

    @Test
    void holdsWhenTheHistoryLags() {
        lag(Optional.empty());
    }

    @Test
    void noticesThatNothingWaitsForTheHistory() {
        lag(Optional.of(Mutant.WITHOUT_SETTLE_TIME));
    }

    /** The simulator bills at once and answers late. */
    private void killBetweenBillingAndAnswer(Optional<Mutant> mutant) {
        try (Lab lab = lab("killed between billing and answer", mutant)) {
            Application application = begin(lab);
            lab.simulator()
                    .faults(FaultRules.of("generate", 1, "{\"type\":\"latency\",\"min\":\"1s\",\"moment\":\"AFTER\"}"));
            lab.ask(KNOWN, 10);
            lab.awaitThat("some are billed", () -> lab.simulator().bill().size() > KNOWN);
            application.kill();
            lab.simulator().clearFaults();
            application.start();

            end(lab, mutant);
        }
    }

    private void loseAnswersOfIdenticalPrompts(Optional<Mutant> mutant) {
        try (Lab lab = lab("identical prompts lose their answers", mutant)) {
            begin(lab);
            String prompt = "The same motif of seed " + Scale.seed();
            lab.simulator()
                    .faults(
                            FaultRules.next("generate", 6, "{\"type\":\"latency\",\"min\":\"1ms\"}"),
                            FaultRules.next("generate", 6, "{\"type\":\"drop\",\"moment\":\"AFTER\"}"));
            lab.inbox().drop(Collections.nCopies(12, Map.of("prompt", prompt)));

            end(lab, mutant);
        }
    }

    /** Somebody else takes the keys between billing and delivery. */
    private void collide(Optional<Mutant> mutant) {
        try (Lab lab = lab("keys taken by somebody else", mutant)) {
            lab.with("delivery.key", "{image_id}.{ext}");
            lab.simulator().faults(FaultRules.of("view", 1, "{\"type\":\"latency\",\"min\":\"1s\"}"));
            lab.application().startAndAwait();
            lab.ask(0, KNOWN);
            lab.awaitThat("all are billed", () -> lab.simulator().bill().size() == KNOWN);
            lab.simulator().bill().forEach(batch -> lab.sink()
                    .putOfOthers(batch.imageIds().get(0) + ".png", "somebody else's"));
            lab.awaitSettled();

            end(lab, mutant);
        }
    }

    private void lag(Optional<Mutant> mutant) {
        try (Lab lab = lab("the history lags behind lost answers", mutant)) {
            lab.with("billing.history-lag", "4s");
            begin(lab);
            lab.simulator()
                    .faults(FaultRules.next(
                            "generate",
                            4,
                            "{\"type\":\"together\",\"faults\":[{\"type\":\"drop\",\"moment\":\"AFTER\"},"
                                    + "{\"type\":\"history-lag\",\"lag\":\"3500ms\"}]}"));
            lab.ask(KNOWN, 4);
            lab.awaitSettled();

            end(lab, mutant);
        }
    }

    private Lab lab(String scenario, Optional<Mutant> mutant) {
        String name = mutant.map(flaw -> flaw.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": ")
                .orElse("");
        Lab lab = new Lab(directory, name + scenario, Scale.seed());
        mutant.ifPresent(flaw -> lab.with(flaw.compile(directory.resolve("mutant"))));
        return lab;
    }

    private static Application begin(Lab lab) {
        Application application = lab.application();
        application.startAndAwait();
        lab.ask(0, KNOWN);
        lab.awaitSettled();
        return application;
    }

    private static void end(Lab lab, Optional<Mutant> mutant) {
        lab.awaitSettled();
        if (mutant.isPresent()) {
            lab.verifyNoticed(mutant.get().breaks());
        } else {
            lab.verify();
        }
    }
}
