package com.neuroflash.camel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.neuroflash.camel.simulator.Simulator;
import com.neuroflash.camel.simulator.SimulatorSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user of the packed jar sees. */
class PackedJarIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    @Test
    void showsANewcomerAnImageWithoutDoingAnything() throws Exception {
        try (PackedJar jar = PackedJar.start(directory, Map.of())) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(delivered(".json")).hasSize(1));

            assertThat(ImageIO.read(delivered(".png").get(0).toFile())).isNotNull();
            assertThat(new ObjectMapper()
                            .readTree(delivered(".json").get(0).toFile())
                            .path("simulated")
                            .asBoolean())
                    .isTrue();
            assertThat(jar.output().lines().findFirst().orElse("")).contains("SIMULATED");
            jar.terminate();
        }

        try (PackedJar again = PackedJar.start(directory, Map.of())) {
            await().atMost(PATIENCE).until(() -> again.output().contains("ready"));
            again.terminate();
            assertThat(delivered(".png")).hasSize(1);
        }
    }

    @Test
    void losesNoPromptAndPaysNoneTwiceWhenThePlugIsPulled() throws Exception {
        SimulatorSettings settings =
                SimulatorSettings.in(directory.resolve("simulator")).withFastImages(4_096);
        try (Simulator simulator = Simulator.start(settings)) {
            Map<String, String> environment = new HashMap<>(environment(simulator));
            environment.put("BILLING_GENERATION_LIMIT", "3s");
            environment.put("NEUROFLASH_RESPONSE_TIMEOUT", "3s");
            environment.put("BILLING_HISTORY_LAG", "1s");
            environment.put("BILLING_SEND_GUARD", "3s");
            for (int prompt = 0; prompt < 200; prompt++) {
                drop("prompt-" + prompt + ".txt", "Motif " + prompt);
            }
            try (PackedJar killed = PackedJar.start(directory, environment)) {
                await().atMost(PATIENCE).until(() -> delivered(".png").size() > 20);
                killed.kill();
            }
            try (PackedJar again = PackedJar.start(directory, environment)) {
                await().atMost(PATIENCE).until(() -> delivered(".json").size() >= 200);
                again.terminate();
            }

            assertThat(simulator.bill()).hasSize(200);
            assertThat(delivered(".png")).hasSize(200);
            for (int prompt = 0; prompt < 200; prompt++) {
                assertThat(delivered("/prompt-" + prompt + "-")).hasSize(2);
            }
            assertThat(RunningService.filesBelow(directory.resolve("data/work")))
                    .isEmpty();
        }
    }

    @Test
    void tellsEveryProblemOfItsConfigurationAndStops() throws Exception {
        try (PackedJar jar = PackedJar.start(
                directory,
                Map.of("APP_PROFILE", "prod"),
                "run",
                "--set",
                "pipeline.concurrency=0",
                "--set",
                "nonsense.key=1")) {
            assertThat(jar.status()).isEqualTo(1);
            assertThat(jar.output())
                    .contains("pipeline.concurrency: expected a whole number from 1 to 10000, found '0'")
                    .contains("nonsense.key: unknown key in arguments")
                    .contains("neuroflash.access-token")
                    .doesNotContain("Exception");
        }
        assertThat(directory.resolve("data")).doesNotExist();
    }

    @Test
    void refusesAnArgumentThatItDoesNotKnow() throws Exception {
        try (PackedJar jar = PackedJar.start(directory, Map.of(), "run", "--colour")) {
            assertThat(jar.status()).isEqualTo(1);
            assertThat(jar.output()).contains("--colour");
        }
    }

    @Test
    void explainsItsSubCommands() throws Exception {
        for (String command : List.of("run", "simulator", "doctor", "ledger", "replay")) {
            try (PackedJar jar = PackedJar.start(directory, Map.of(), command, "--help")) {
                assertThat(jar.status()).isZero();
                assertThat(jar.output()).contains("Usage: neuroflash-camel " + command);
            }
        }
    }

    @Test
    void diagnosesAHealthySetUp() throws Exception {
        SimulatorSettings settings = SimulatorSettings.in(directory.resolve("simulator"));
        try (Simulator simulator = Simulator.start(settings);
                PackedJar jar = PackedJar.start(directory, environment(simulator), "doctor")) {
            assertThat(jar.status()).isZero();
            assertThat(jar.output())
                    .contains("ok    configuration")
                    .contains("ok    token")
                    .contains("ok    base path")
                    .contains("ok    models")
                    .contains("ok    sink")
                    .doesNotContain("FAIL");
            assertThat(simulator.bill()).isEmpty();
        }
    }

    @Test
    void namesTheOtherBasePathWhenTheConfiguredOneIsNotFound() throws Exception {
        SimulatorSettings settings =
                SimulatorSettings.in(directory.resolve("simulator")).withBasePath(SimulatorSettings.VENDOR_BASE);
        try (Simulator simulator = Simulator.start(settings)) {
            String wrong =
                    simulator.baseUrl().resolve(SimulatorSettings.SEED_BASE).toString();
            Map<String, String> environment = Map.of(
                    "NEUROFLASH_BASE_URL", wrong,
                    "NEUROFLASH_WORKSPACE_ID", SimulatorSettings.DEFAULT_WORKSPACE,
                    "NEUROFLASH_ACCESS_TOKEN", SimulatorSettings.DEFAULT_ACCESS_TOKEN);
            try (PackedJar jar = PackedJar.start(directory, environment, "doctor")) {
                assertThat(jar.status()).isEqualTo(1);
                assertThat(jar.output()).contains("set neuroflash.base-url=" + simulator.baseUrl());
            }
        }
    }

    @Test
    void saysWhenTheTokenIsRefused() throws Exception {
        SimulatorSettings settings =
                SimulatorSettings.in(directory.resolve("simulator")).withAccessToken("another-token");
        try (Simulator simulator = Simulator.start(settings);
                PackedJar jar = PackedJar.start(directory, environment(simulator), "doctor")) {
            assertThat(jar.status()).isEqualTo(1);
            assertThat(jar.output()).contains("FAIL  token").doesNotContain(SimulatorSettings.DEFAULT_ACCESS_TOKEN);
        }
    }

    private static Map<String, String> environment(Simulator simulator) {
        return Map.of(
                "NEUROFLASH_BASE_URL", simulator.baseUrl().toString(),
                "NEUROFLASH_WORKSPACE_ID", SimulatorSettings.DEFAULT_WORKSPACE,
                "NEUROFLASH_ACCESS_TOKEN", SimulatorSettings.DEFAULT_ACCESS_TOKEN);
    }

    private void drop(String name, String text) throws IOException {
        Path inbox = Files.createDirectories(directory.resolve("data/inbox"));
        Files.writeString(inbox.resolve("." + name), text);
        Files.move(inbox.resolve("." + name), inbox.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private List<Path> delivered(String part) {
        return RunningService.filesBelow(directory.resolve("data/outbox")).stream()
                .filter(file -> !file.toString().contains(".incoming"))
                .filter(file -> file.toString().contains(part))
                .filter(file -> !part.equals(".png") || !file.toString().endsWith(".json"))
                .toList();
    }
}
