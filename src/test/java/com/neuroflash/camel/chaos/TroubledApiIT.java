package com.neuroflash.camel.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An API that refuses, damages what it sends, or is far from what its documentation says. */
@Tag("chaos")
class TroubledApiIT {
    private static final int KNOWN = 5;
    private static final String RETRY_AFTER_CAP = "camel.component.neuroflash.retryAfterCap";

    @TempDir
    private Path directory;

    @Test
    void outlastsAStormOfRefusals() {
        int prompts = Scale.of(500, 60);
        try (Lab lab = new Lab(
                directory,
                "429 storm, Retry-After absurd or missing, tokens expire",
                Scale.seed(),
                "--token-lifetime",
                "8")) {
            lab.with("pipeline.max-hold", "10m").with(RETRY_AFTER_CAP, "2s");
            lab.simulator()
                    .faults(
                            FaultRules.of("generate", 0.1, tooMany("1")),
                            FaultRules.of("generate", 0.05, tooMany("soon")),
                            FaultRules.of("generate", 0.05, tooMany("-7")),
                            FaultRules.of("generate", 0.05, tooMany("Thu, 01 Jan 1970 00:00:00 GMT")),
                            FaultRules.of("generate", 0.02, tooMany("999999999999")),
                            FaultRules.of("generate", 0.1, "{\"type\":\"status\",\"status\":429}"),
                            FaultRules.of("view", 0.1, tooMany("0")),
                            FaultRules.of("generation", 0.02, "{\"type\":\"expire-tokens\"}"));
            Application application = lab.application();
            application.start();
            lab.ask(0, prompts);

            lab.awaitSettled();

            Figures figures = lab.verify();
            assertThat(figures.done()).isEqualTo(prompts);
            assertThat(figures.billed()).isEqualTo(prompts);
            assertThat(application.busyThreads("- prompt\""))
                    .as("threads stuck")
                    .isEmpty();
        }
    }

    /** As many as there are permits are refused together, so that nobody is on his way past the gate. */
    @ParameterizedTest
    @CsvSource({"12,12", "999999999999,15"})
    void sendsNothingBeforeTheServerAllowsIt(String retryAfter, int expectedSeconds) {
        int prompts = Scale.of(200, 60);
        int permits = 8;
        String scenario = "nothing sent before min(Retry-After, cap), Retry-After: " + retryAfter;
        try (Lab lab = new Lab(directory, scenario, Scale.seed())) {
            lab.with("pipeline.concurrency", String.valueOf(permits)).with("pipeline.max-hold", "10m");
            Application application = lab.with(RETRY_AFTER_CAP, "15s").application();
            application.startAndAwait();
            lab.learn(KNOWN);
            lab.simulator().faults(FaultRules.next("generate", permits, tooMany(retryAfter)));

            lab.ask(KNOWN, prompts);
            PostWatch posts = new PostWatch(lab);
            long beforeRefusal = posts.awaitMoreThan(KNOWN);
            long refused = posts.awaitNoneFor(Duration.ofSeconds(1));
            assertThat(application.busyThreads("- prompt\""))
                    .as("threads that wait")
                    .isEmpty();
            posts.awaitMoreThan(refused);
            long resumed = System.nanoTime();

            assertThat(refused - KNOWN)
                    .as("sent before the first refusal came back")
                    .isLessThanOrEqualTo(permits);
            assertThat(Duration.ofNanos(resumed - beforeRefusal))
                    .as("from before the first refusal until after the next send")
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(expectedSeconds));
            lab.awaitSettled();
            assertThat(lab.verify().done()).isEqualTo(prompts + KNOWN);
        }
    }

    @Test
    void deliversNoDamagedImage() {
        int prompts = Scale.of(500, 60);
        try (Lab lab = new Lab(directory, "downloads damaged in five ways", Scale.seed())) {
            lab.with("delivery.max-image-size", "64KB");
            lab.simulator()
                    .faults(
                            FaultRules.of("view", 0.1, "{\"type\":\"truncate\",\"whole_length\":true}"),
                            FaultRules.of("view", 0.1, "{\"type\":\"truncate\",\"whole_length\":false}"),
                            FaultRules.of("view", 0.1, "{\"type\":\"content-type\",\"content_type\":\"text/html\"}"),
                            FaultRules.of("view", 0.1, "{\"type\":\"oversize\",\"bytes\":200000,\"declared\":false}"),
                            FaultRules.of("view", 0.1, "{\"type\":\"expire-image\",\"duration\":\"300ms\"}"),
                            FaultRules.of("view", 0.02, "{\"type\":\"stall\",\"duration\":\"8s\"}"));
            lab.application().start();
            lab.ask(0, prompts);

            lab.awaitSettled();

            Figures figures = lab.verify();
            assertThat(figures.billed()).as("billed").isEqualTo(prompts);
            assertThat(lab.simulator().requests("generate")).as("POSTs").isEqualTo(prompts);
        }
    }

    @Test
    void waitsForASinkThatIsAway() throws IOException {
        int prompts = Scale.of(500, 60);
        try (Lab lab = new Lab(directory, "sink away and back", Scale.seed())) {
            Application application = lab.application();
            application.startAndAwait();
            lab.ask(0, prompts);

            Path aside = directory.resolve("aside");
            lab.awaitCalls(prompts);
            Files.move(lab.sink().root(), aside);
            lab.awaitThat("the service notices", () -> application.log().contains("paused") || lab.isSettled());
            lab.awaitThat(
                    "prompts are parked",
                    () -> lab.ledger().states().containsKey(com.neuroflash.camel.billing.IntentState.PARKED)
                            || lab.isSettled());
            Files.move(aside, lab.sink().root());
            lab.awaitSettled();

            Figures figures = lab.verify();
            assertThat(figures.done()).isEqualTo(prompts);
            assertThat(figures.billed()).isEqualTo(prompts);
        }
    }

    @Test
    void claimsNothingOfOthers() {
        int prompts = Scale.of(300, 40);
        try (Lab lab = new Lab(directory, "foreign generations at five times our rate", Scale.seed());
                ForeignUsers others = new ForeignUsers(lab.simulator(), lab.random())) {
            lab.application().startAndAwait();
            lab.learn(KNOWN);
            lab.simulator()
                    .faults(
                            FaultRules.dropAfterBilling(0.15),
                            FaultRules.dropBeforeBilling(0.1),
                            FaultRules.historyLag("generate", 0.3, "700ms"),
                            FaultRules.of("history", 0.2, "{\"type\":\"repeat-rows\",\"rows\":3}"));
            others.begin("Motif %d of seed " + Scale.seed(), prompts);
            lab.ask(KNOWN, prompts);

            lab.awaitSettled();

            Figures figures = lab.verify();
            System.out.println("chaos: " + others.inserted() + " rows of others inserted, " + others.atOurMoments()
                    + " of them at the very moment of one of ours, " + others.deleted() + " deleted");
            assertThat(others.atOurMoments()).as("equal times").isPositive();
            assertThat(figures.billed()).as("billed").isLessThanOrEqualTo(prompts + KNOWN);
        }
    }

    @Test
    void copesWithAServerOfOtherWays() {
        int prompts = Scale.of(300, 40);
        try (Lab lab =
                new Lab(directory, "server trims, renames, drops, gives null ids and more images", Scale.seed())) {
            lab.simulator()
                    .faults(
                            FaultRules.of(
                                    "generate",
                                    1,
                                    "{\"type\":\"normalise\",\"trim_prompt\":true,"
                                            + "\"rename\":{\"aspect_ratio\":\"ratio\"},\"drop\":[\"output_format\"]}"),
                            FaultRules.of("generate", 0.1, "{\"type\":\"image-count\",\"images\":3}"),
                            FaultRules.of(
                                    "generate", 0.05, "{\"type\":\"null-ids\",\"image_ids\":true,\"batch_id\":true}"),
                            FaultRules.of(
                                    "generate", 0.05, "{\"type\":\"null-ids\",\"image_ids\":false,\"batch_id\":true}"));
            lab.application().startAndAwait();
            lab.learn(KNOWN);
            lab.simulator().faults(FaultRules.dropAfterBilling(0.1), FaultRules.dropBeforeBilling(0.05));
            lab.ask(KNOWN, prompts);

            lab.awaitSettled();

            Figures figures = lab.verify();
            assertThat(figures.billed()).as("billed").isLessThanOrEqualTo(prompts + KNOWN);
        }
    }

    private static String tooMany(String retryAfter) {
        return "{\"type\":\"status\",\"status\":429,\"headers\":{\"Retry-After\":\"" + retryAfter + "\"}}";
    }
}
