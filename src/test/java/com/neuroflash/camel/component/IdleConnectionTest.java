package com.neuroflash.camel.component;

import static org.assertj.core.api.Assertions.assertThat;

import com.neuroflash.camel.api.GenerationRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class IdleConnectionTest {
    private static final String ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: " + ApiServer.GENERATION.length() + "\r\n\r\n" + ApiServer.GENERATION;

    @Test
    void reusesAConnectionThatIsStillWarm() throws Exception {
        try (RawServer server = RawServer.start(IdleConnectionTest::answerForEver);
                Component component = Component.of(server.origin())) {
            generate(component);
            generate(component);

            assertThat(server.requests()).hasSize(2);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void sendsNoPostOnAConnectionThatIdled() throws Exception {
        try (RawServer server = RawServer.start(IdleConnectionTest::answerOnceAndForgetTheConnection);
                Component component = Component.of(server.origin())) {
            generate(component);
            letTheConnectionIdle();

            generate(component);

            assertThat(server.requests()).hasSize(2);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void sendsNoPostOnAnIdleConnectionOfASharedPool() throws Exception {
        try (RawServer server = RawServer.start(IdleConnectionTest::answerOnceAndForgetTheConnection);
                Component component = Component.of(server.origin())) {
            HttpComponent own = new HttpComponent();
            own.setClientConnectionManager(new PoolingHttpClientConnectionManager());
            component.options().setHttpComponent(own);
            generate(component);
            letTheConnectionIdle();

            generate(component);

            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void survivesAServerThatClosesItsSideAfterEachAnswer() throws Exception {
        try (RawServer server = RawServer.start(connection -> {
                    connection.readRequest();
                    connection.write(ANSWER);
                });
                Component component = Component.of(server.origin())) {
            generate(component);
            letTheConnectionIdle();
            generate(component);

            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void noticesAServerThatHasJustClosedAConnection() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        try (RawServer server = RawServer.start(connection -> {
                    connection.readRequest();
                    connection.write(ANSWER);
                    connection.socket().close();
                    closed.countDown();
                });
                Component component = Component.of(server.origin())) {
            generate(component);
            closed.await();

            generate(component);

            assertThat(server.requests()).hasSize(2);
        }
    }

    private static void answerForEver(RawServer.Connection connection) throws IOException {
        while (connection.readRequest()) {
            connection.write(ANSWER);
        }
    }

    /** As a balancer does that dropped an idle connection silently: whatever comes on it later is lost. */
    private static void answerOnceAndForgetTheConnection(RawServer.Connection connection) throws IOException {
        connection.readRequest();
        connection.write(ANSWER);
        connection.readRequest();
        connection.reset();
    }

    private static void generate(Component component) {
        component.client().generate(GenerationRequest.of("a cat"));
    }

    private static void letTheConnectionIdle() {
        long since = System.nanoTime();
        Awaitility.await()
                .pollInterval(Duration.ofMillis(100))
                .until(() -> System.nanoTime() - since > TimeUnit.MILLISECONDS.toNanos(1_200));
    }
}
