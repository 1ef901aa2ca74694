package com.neuroflash.camel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.neuroflash.camel.delivery.LocalBroker;
import com.neuroflash.camel.delivery.LocalSftpServer;
import com.neuroflash.camel.simulator.BilledBatch;
import com.neuroflash.camel.simulator.Simulator;
import com.neuroflash.camel.simulator.SimulatorSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packed jar delivers to endpoints configured as {@code routes/README.md} shows it, killed in the middle or not. */
class EndpointDeliveryIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long SEVERAL_PACKETS = 3_000_000;
    private static final int PROMPTS = 6;

    @TempDir
    private Path directory;

    @Test
    void deliversToSftpAsTheReadmeShowsItThoughItIsKilledInTheMiddleOfAPut() throws Exception {
        try (LocalSftpServer server = new LocalSftpServer(directory.resolve("remote"));
                Simulator simulator = Simulator.start(
                        SimulatorSettings.in(directory.resolve("simulator")).withFastImages(SEVERAL_PACKETS))) {
            configure(
                    "### SFTP",
                    Map.of(
                            "custom.sftp-address", server.address(),
                            "custom.known-hosts",
                                    server.knownHosts(directory.resolve("known_hosts"))
                                            .toString()));
            Path inbox = prompts();

            server.holdWrites();
            try (PackedJar jar = PackedJar.start(directory, environment(simulator))) {
                await().atMost(PATIENCE)
                        .untilAsserted(() ->
                                assertThat(server.heldWrites()).as(jar::output).isPositive());
                jar.kill();
            }
            server.releaseWrites();
            try (PackedJar jar = PackedJar.start(directory, environment(simulator))) {
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(inbox.resolve(".done/six.csv"))
                        .as(jar::output)
                        .exists());
                jar.terminate();
            }

            assertThat(RunningService.filesBelow(server.root())).hasSize(2 * PROMPTS);
            List<Path> images = RunningService.filesBelow(server.root()).stream()
                    .filter(file -> file.toString().endsWith(".png"))
                    .toList();
            assertThat(simulator.bill()).hasSize(PROMPTS);
            assertThat(images).hasSize(PROMPTS);
            for (BilledBatch batch : simulator.bill()) {
                assertThat(images)
                        .filteredOn(file ->
                                file.toString().contains(batch.imageIds().get(0)))
                        .singleElement()
                        .satisfies(file -> assertThat(Files.readString(Path.of(file + ".json")))
                                .contains(SinkFixture.sha256(Files.readAllBytes(file))));
            }
            assertThat(server.writtenNames()).allMatch(name -> name.startsWith(".incoming-"));
        }
    }

    @Test
    void deliversToJmsAsTheReadmeShowsIt() throws Exception {
        try (LocalBroker broker = new LocalBroker();
                Simulator simulator = Simulator.start(
                        SimulatorSettings.in(directory.resolve("simulator")).withFastImages(SEVERAL_PACKETS))) {
            configure("### JMS", Map.of("custom.broker", broker.url()));
            Path inbox = prompts();

            try (PackedJar jar = PackedJar.start(directory, environment(simulator))) {
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(inbox.resolve(".done/six.csv"))
                        .as(jar::output)
                        .exists());
                jar.terminate();
            }

            List<LocalBroker.Received> images = broker.messages("images").stream()
                    .filter(message -> !message.key().endsWith(".json"))
                    .toList();
            assertThat(simulator.bill()).hasSize(PROMPTS);
            assertThat(images).hasSize(PROMPTS).allSatisfy(message -> {
                assertThat(message.large()).isTrue();
                assertThat(message.contentType()).isEqualTo("image/png");
                assertThat(message.sha256()).isEqualTo(SinkFixture.sha256(message.bytes()));
            });
            assertThat(broker.messages("images")).hasSize(2 * PROMPTS);
        }
    }

    /** The page's snippet, with the addresses of here in place of its own. */
    private void configure(String heading, Map<String, String> addresses) throws IOException {
        String page = Files.readString(Path.of("routes/README.md"));
        int start = page.indexOf("```properties\n", page.indexOf(heading)) + "```properties\n".length();
        StringBuilder text = new StringBuilder(page.substring(start, page.indexOf("```", start)));
        addresses.forEach((key, value) -> {
            assertThat(text).contains("\n" + key + "=");
            text.append(key).append('=').append(value).append('\n');
        });
        Files.writeString(
                Files.createDirectory(directory.resolve("config")).resolve("application.properties"), text.toString());
    }

    private Path prompts() throws IOException {
        StringBuilder rows = new StringBuilder("prompt,output_format,name\n");
        for (int prompt = 1; prompt <= PROMPTS; prompt++) {
            rows.append("Picture number ")
                    .append(prompt)
                    .append(",png,picture-")
                    .append(prompt)
                    .append('\n');
        }
        Path inbox = Files.createDirectories(directory.resolve("data/inbox"));
        Files.writeString(inbox.resolve("six.csv"), rows);
        return inbox;
    }

    private static Map<String, String> environment(Simulator simulator) {
        Map<String, String> environment = new HashMap<>();
        environment.put("NEUROFLASH_BASE_URL", simulator.baseUrl().toString());
        environment.put("NEUROFLASH_WORKSPACE_ID", SimulatorSettings.DEFAULT_WORKSPACE);
        environment.put("NEUROFLASH_ACCESS_TOKEN", SimulatorSettings.DEFAULT_ACCESS_TOKEN);
        environment.put("SFTP_PASSWORD", LocalSftpServer.PASSWORD);
        return environment;
    }
}
