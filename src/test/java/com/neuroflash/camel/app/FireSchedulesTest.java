package com.neuroflash.camel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.neuroflash.camel.ledger.EmbeddedPostgresql;
import com.neuroflash.camel.simulator.BilledBatch;
import com.neuroflash.camel.simulator.Fault;
import com.neuroflash.camel.simulator.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Prompts by the clock. */
@ExtendWith(EmbeddedPostgresql.class)
class FireSchedulesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int INSTANCES = 10;

    @TempDir
    private Path directory;

    private RunningService running;

    @BeforeEach
    void open() {
        running = new RunningService(directory)
                .with("inbox.enabled", "false")
                .with("pipeline.resume-interval", "50ms")
                .with("schedule.check-interval", "50ms");
    }

    @AfterEach
    void close() {
        running.close();
    }

    @Test
    void deliversAPromptAtEachOfItsTimesWithTheNextLine() throws Exception {
        running.with("schedule.often.cron", "* * * * * ?")
                .with("schedule.often.zone", "Europe/Berlin")
                .with(
                        "schedule.often.request",
                        "{\"prompt\": \"{weekday}: {line}\", \"metadata\": {\"motif\": \"{line}\"}}")
                .with("schedule.often.list", list("a mug", "a pot", "", "a jar"))
                .start();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(motifs()).contains("a mug", "a pot", "a jar"));

        running.stop();
        assertThat(running.images().get(0).getFileName().toString()).startsWith("often-");
        assertThat(running.simulator().bill().size())
                .isGreaterThanOrEqualTo(running.sidecars().size());
    }

    @Test
    void storesAsADeadLetterWhatTheModelsDoNotAllow() {
        running.with("schedule.often.cron", "* * * * * ?")
                .with("schedule.often.request", "{\"prompt\": \"a mug\", \"aspect_ratio\": \"7:5\"}")
                .start();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        RunningService.filesBelow(directory.resolve("data/dead-letters")))
                .anyMatch(file -> file.getParent().getFileName().toString().startsWith("schedule-")));
        assertThat(running.simulator().bill()).isEmpty();
    }

    @Test
    void losesNoFiringWhileNothingCanBeSent() {
        running.simulator().faults().always(Operation.GENERATE, 1, Fault.tooManyRequests("1"));
        running.with("schedule.often.cron", "* * * * * ?")
                .with("schedule.often.prompt", "a mug")
                .start();
        await().atMost(PATIENCE).until(() -> !running.service().pauseReason().isEmpty());

        running.simulator().faults().clear();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(running.sidecars().size()).isGreaterThan(3));
    }

    @Test
    void billsOneFiringOnceHoweverManyInstancesFireIt() throws Exception {
        running.with("ledger.url", EmbeddedPostgresql.newDatabase())
                .with(
                        "delivery.directory",
                        Files.createDirectory(directory.resolve("images")).toString())
                .with("pipeline.concurrency", "2")
                .with("schedule.often.cron", "* * * * * ?")
                .with(
                        "schedule.often.request",
                        "{\"prompt\": \"{line}\", \"metadata\": {\"fired\": \"{date} {time}\"}}")
                .with("schedule.often.list", list(lines(1_000)));
        List<Service> instances = new ArrayList<>();
        try {
            for (int instance = 0; instance < INSTANCES; instance++) {
                instances.add(running.another(Files.createDirectory(directory.resolve("instance-" + instance))));
            }
            int before = running.simulator().bill().size();
            await().atMost(PATIENCE).until(() -> running.simulator().bill().size() >= before + 5);
        } finally {
            instances.forEach(Service::close);
        }

        List<String> prompts =
                running.simulator().bill().stream().map(BilledBatch::prompt).toList();
        Set<String> different = new HashSet<>(prompts);
        assertThat(prompts).hasSize(different.size()).hasSizeGreaterThan(5);
    }

    @Test
    void reportsEveryProblemAtStart() {
        running.with("schedule.a.cron", "daily")
                .with("schedule.b.prompt", "no cron")
                .with("schedule.c.cron", "0 0 6 * * ?")
                .with("schedule.c.zone", "Europe/Bonn")
                .with("schedule.d.cron", "0 0 6 * * ?")
                .with("schedule.d.prompt", "{line}")
                .with("schedule.d.list", "no-such-list.txt")
                .with("schedule.e.cron", "0 0 6 * * ?")
                .with("schedule.e.prompt", "{weather}")
                .with("schedule.f.cron", "0 0 6 * * ?")
                .with("schedule.g.cron", "0 0 6 * * ?")
                .with("schedule.g.prompt", "a mug")
                .with("schedule.g.catch-up", "soon")
                .with("schedule.h.crno", "0 0 6 * * ?");

        assertThatThrownBy(running::start)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("schedule.a.cron: expected a quartz cron expression")
                .hasMessageContaining("schedule.b.cron: expected a quartz cron expression such as")
                .hasMessageContaining("schedule.c.zone: expected a time zone")
                .hasMessageContaining("schedule.d.list: expected a file")
                .hasMessageContaining("schedule.e.prompt: expected the placeholders {date}")
                .hasMessageContaining("schedule.f.prompt: expected a prompt or a request, found neither")
                .hasMessageContaining("schedule.g.catch-up: expected a duration")
                .hasMessageContaining("schedule.h.crno: unknown key")
                .hasMessageContaining("schedule.<name>.cron")
                .hasMessageContaining("8 problems");
    }

    @Test
    void takesFromTheEnvironmentWhatAFileNames() throws IOException {
        Files.createDirectories(directory.resolve("config"));
        Files.writeString(
                directory.resolve("config/application.properties"),
                "schedule.at-noon.cron=0 0 12 * * ?\nschedule.at-noon.prompt=a mug\n");
        running.withVariable("SCHEDULE_AT_NOON_ZONE", "Mars/Olympus");

        assertThatThrownBy(running::start).hasMessageContaining("schedule.at-noon.zone");
    }

    private Set<String> motifs() throws IOException {
        Set<String> motifs = new HashSet<>();
        for (Path sidecar : running.sidecars()) {
            JsonNode json = new ObjectMapper().readTree(sidecar.toFile());
            motifs.add(json.findPath("motif").asText());
        }
        return motifs;
    }

    private String list(String... lines) throws IOException {
        return Files.write(directory.resolve("list.txt"), List.of(lines)).toString();
    }

    private static String[] lines(int count) {
        String[] lines = new String[count];
        for (int line = 0; line < count; line++) {
            lines[line] = "motif " + line;
        }
        return lines;
    }
}
