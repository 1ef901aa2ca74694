package com.neuroflash.camel.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a key is made of changes between a crash and the resumption. */
@Tag("chaos")
class ObjectKeysIT {
    private static final String TEMPLATE = "{date}/{name}-{image_id}.{ext}";

    @TempDir
    private Path directory;

    @Test
    void putsOneObjectAnImageWhenTheTemplateIsEdited() {
        int prompts = Scale.of(200, 40);
        int kills = Scale.of(10, 3);
        try (Lab lab = new Lab(directory, "key template edited between crash and resume", Scale.seed())) {
            lab.with("delivery.key", TEMPLATE);
            Application application = lab.application();
            application.startAndAwait();
            lab.simulator().faults(FaultRules.latency("view", "50ms", "400ms"));
            lab.ask(0, prompts);

            for (int kill = 0; kill < kills; kill++) {
                lab.awaitCalls(1 + lab.random().nextInt(2 * prompts / kills));
                application.kill();
                application.set("delivery.key", "edited-" + kill + "/{time}/{image_id}.{ext}");
                application.start();
            }
            lab.awaitSettled();

            assertThat(lab.verify().done()).isEqualTo(prompts);
            assertThat(firstSegments(lab))
                    .as("of the first template, and of edited ones for prompts first seen under them")
                    .anyMatch(segment -> segment.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}"))
                    .allMatch(segment -> segment.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}|edited-[0-9]+"));
        }
    }

    @Test
    void putsOneObjectAnImageOverMidnight() {
        int prompts = Scale.of(100, 30);
        SteppedClock clock = SteppedClock.in(directory);
        try (Lab lab = new Lab(directory, "a day over midnight", Scale.seed(), clock.environment())) {
            lab.with("delivery.key", TEMPLATE).with("pipeline.concurrency", "4");
            stepTo(clock, LocalTime.NOON);
            Application application = lab.application().with(clock.environment());
            application.startAndAwait();
            lab.simulator().faults(FaultRules.latency("view", "1s", "1500ms"));
            lab.ask(0, prompts);
            lab.awaitThat("some are billed", () -> !lab.simulator().bill().isEmpty());
            LocalDate before = dateOf(clock);
            stepTo(clock, LocalTime.MAX.minusSeconds(2));

            lab.awaitThat("midnight passes", () -> dateOf(clock).isAfter(before));
            application.kill();
            application.start();
            lab.awaitSettled();

            assertThat(lab.verify().done()).isEqualTo(prompts);
            assertThat(firstSegments(lab))
                    .contains(before.toString())
                    .isSubsetOf(before.toString(), before.plusDays(1).toString());
        }
    }

    private static void stepTo(SteppedClock clock, LocalTime time) {
        Instant asked = dateOf(clock).atTime(time).toInstant(ZoneOffset.UTC);
        clock.step(Duration.between(clock.now(), asked));
    }

    private static LocalDate dateOf(SteppedClock clock) {
        return LocalDate.ofInstant(clock.now(), ZoneOffset.UTC);
    }

    private static Set<String> firstSegments(Lab lab) {
        return lab.sink().images().keySet().stream()
                .map(key -> key.substring(0, key.indexOf('/')))
                .collect(Collectors.toSet());
    }
}
