package com.neuroflash.camel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.neuroflash.camel.delivery.LocalBroker;
import com.neuroflash.camel.delivery.LocalSftpServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pipeline over endpoints whose servers fail: what is paid is put again under its name until it is there. */
class EndpointSinkTest {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long SEVERAL_PACKETS = 300_000;

    @TempDir
    private Path directory;

    private RunningService running;

    @BeforeEach
    void open() {
        running = new RunningService(directory, SEVERAL_PACKETS).with("delivery.sink", "endpoint");
    }

    @AfterEach
    void close() {
        running.close();
    }

    @Test
    void putsAgainUnderTheSameNameWhenTheConnectionIsLostInTheMiddle() throws Exception {
        try (LocalSftpServer server = new LocalSftpServer(directory.resolve("remote"))) {
            running.with("delivery.endpoint", sftp(server)).start();
            server.breakNextWrites(3);

            running.drop("broken.txt", "A prompt whose put breaks in the middle, three times");

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(running.done()).hasSize(1));
            assertThat(server.breaksLeft()).isZero();
            assertWhole(server);
            assertThat(server.writtenNames()).allMatch(name -> name.startsWith(".incoming-"));
        }
        assertThat(running.simulator().bill()).hasSize(1);
    }

    @Test
    void waitsForAServerThatIsAway() throws Exception {
        try (LocalSftpServer server = new LocalSftpServer(directory.resolve("remote"))) {
            running.with("delivery.endpoint", sftp(server)).start();
            server.stop();

            running.drop("away.txt", "A prompt whose server is away");

            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(running.service().pauseReason()).contains("sink not reachable"));
            assertThat(running.failed()).isEmpty();
            server.start();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(running.done()).hasSize(1));
            assertWhole(server);
        }
        assertThat(running.simulator().bill()).hasSize(1);
    }

    @Test
    void waitsForABrokerThatIsAway() throws Exception {
        int port;
        try (LocalBroker broker = new LocalBroker()) {
            port = broker.port();
            running.with("delivery.endpoint", "jms:queue:images?connectionFactory=#broker")
                    .with(
                            "camel.beans.broker",
                            "#class:org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory(\"" + broker.url()
                                    + "\")")
                    .start();
        }

        running.drop("away.txt", "A prompt whose broker is away");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(running.service().pauseReason()).contains("sink not reachable"));
        try (LocalBroker broker = new LocalBroker(port)) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(running.done()).hasSize(1));
            List<LocalBroker.Received> messages = broker.messages("images");
            assertThat(messages).hasSize(2);
            assertThat(messages.get(0).sha256())
                    .isEqualTo(SinkFixture.sha256(messages.get(0).bytes()));
            assertThat(messages.get(1).key()).isEqualTo(messages.get(0).key() + ".json");
        }
        assertThat(running.simulator().bill()).hasSize(1);
    }

    private String sftp(LocalSftpServer server) throws Exception {
        return "sftp:" + server.address() + "/images?username=" + LocalSftpServer.USER + "&password=RAW("
                + LocalSftpServer.PASSWORD + ")&knownHostsFile="
                + server.knownHosts(directory.resolve("known_hosts"))
                + "&strictHostKeyChecking=yes&fileExist=Ignore&tempPrefix=.incoming-&fastExistsCheck=true"
                + "&maximumReconnectAttempts=0";
    }

    /** One image and its sidecar, which tells its bytes. */
    private static void assertWhole(LocalSftpServer server) throws Exception {
        List<Path> files = RunningService.filesBelow(server.root());
        assertThat(files).hasSize(2);
        JsonNode sidecar = new ObjectMapper().readTree(files.get(1).toFile());
        assertThat(files.get(1)).hasToString(files.get(0) + ".json");
        assertThat(SinkFixture.sha256(Files.readAllBytes(files.get(0))))
                .isEqualTo(sidecar.path("image").path("sha256").textValue());
    }
}
