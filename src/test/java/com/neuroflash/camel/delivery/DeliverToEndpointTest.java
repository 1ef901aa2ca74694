package com.neuroflash.camel.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The route deliver-to-endpoint over SFTP. */
class DeliverToEndpointTest extends SinkContract {
    @TempDir
    Path directory;

    private LocalSftpServer server;
    private CamelContext camel;

    @BeforeEach
    void start() throws Exception {
        server = new LocalSftpServer(directory.resolve("remote"));
        camel = Routes.run(
                "deliver-to-endpoint",
                Map.of("endpointRequest", new EndpointRequest()),
                Map.of(
                        "delivery.endpoint",
                        "sftp:" + server.address() + "/images?username=" + LocalSftpServer.USER + "&password=RAW("
                                + LocalSftpServer.PASSWORD + ")&knownHostsFile="
                                + server.knownHosts(directory.resolve("known_hosts"))
                                + "&strictHostKeyChecking=yes&fileExist=Ignore&tempPrefix=.incoming-&fastExistsCheck=true"
                                + "&maximumReconnectAttempts=0"));
    }

    @AfterEach
    void stop() throws Exception {
        camel.close();
        server.close();
    }

    @Test
    void writesUnderANameThatNobodyTakesForAnImageAndRenames() {
        SinkObject image = image(newKey(), randomBytes(500_000));

        deliver(image);

        assertThat(server.writtenNames()).containsExactly(".incoming-cat.png");
        assertThat(keys("")).containsExactly(image.key().value());
    }

    @Test
    void leavesWhatIsThereAlone() {
        ObjectKey key = newKey();
        deliver(image(key, randomBytes(100)));

        deliver(image(key, randomBytes(101)));

        assertThat(read(key.value())).isEqualTo(randomBytes(100));
    }

    @Override
    CamelContext camel() {
        return camel;
    }

    @Override
    String sink() {
        return "endpoint";
    }

    @Override
    List<String> keys(String prefix) {
        Path root = server.root().resolve("images");
        if (!Files.exists(root)) {
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(root)) {
            return walk.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .filter(key -> key.startsWith(prefix))
                    .toList();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    @Override
    byte[] read(String key) {
        try {
            return Files.readAllBytes(server.root().resolve("images").resolve(key));
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    @Override
    Optional<Map<String, String>> properties(String key) {
        return Optional.empty();
    }
}
