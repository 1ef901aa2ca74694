package com.neuroflash.camel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Slow clients and too many of them, against the real server with a clock that the tests set. */
class ConnectionsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String HEAD =
            "POST /prompts HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 6\r\n";
    private static final String WHOLE = HEAD + "\r\na mug\n";

    private final AtomicLong nanoTime = new AtomicLong();
    private final List<Socket> sockets = new ArrayList<>();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private PromptServer server;

    @BeforeEach
    void open() throws Exception {
        server = PromptServer.install(
                context,
                new ServerSettings(InetAddress.getLoopbackAddress(), 0, Optional.empty(), 1_024),
                nanoTime::get);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/prompts?httpMethodRestrict=POST")
                        .removeHeaders("*")
                        .setBody(constant("served"));
            }
        });
        context.start();
    }

    @AfterEach
    void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        context.stop();
    }

    @Test
    void closesTheConnectionThatIsOneTooManyAndServesAgainWhenOneHasGone() throws Exception {
        for (int open = 0; open < Connections.MOST; open++) {
            connect();
        }

        assertThat(isClosed(connect())).isTrue();

        sockets.get(0).close();
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(answer(connect(), WHOLE))
                .startsWith("HTTP/1.1 200"));
    }

    @Test
    void servesTheNextWhenThoseThatSayNothingAreOutOfTime() throws Exception {
        for (int open = 0; open < Connections.MOST; open++) {
            connect();
        }
        assertThat(isClosed(connect())).isTrue();

        pass(Connections.FOR_A_HEAD);

        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(answer(connect(), WHOLE))
                .startsWith("HTTP/1.1 200"));
        assertThat(sockets.subList(0, Connections.MOST)).allMatch(ConnectionsTest::isClosed);
    }

    @Test
    void givesAHeadNoMoreTimeHoweverItDrips() throws Exception {
        Socket slow = connect();
        // one that is served was accepted later
        assertThat(answer(connect(), WHOLE)).startsWith("HTTP/1.1 200");

        for (int part = 0; part < 4; part++) {
            write(slow, HEAD.substring(part, part + 1));
            pass(Connections.FOR_A_HEAD.dividedBy(4));
        }

        await().atMost(PATIENCE).until(() -> isClosed(slow));
    }

    @Test
    void givesABodyMoreTimeThanAHeadButNotForEver() throws Exception {
        Socket slow = connect();
        Socket dead = connect();
        for (Socket socket : List.of(slow, dead)) {
            write(socket, HEAD + "Expect: 100-continue\r\n\r\n");
            assertThat(line(socket)).startsWith("HTTP/1.1 100");
            write(socket, "a ");
        }

        pass(Connections.FOR_A_HEAD);
        await().pollDelay(Duration.ofSeconds(3)).atMost(PATIENCE).until(() -> true);
        write(slow, "mug\n");
        assertThat(line(slow)).startsWith("HTTP/1.1 200");

        pass(Connections.FOR_A_REQUEST);
        await().atMost(PATIENCE).until(() -> isClosed(dead));
    }

    private void pass(Duration time) {
        nanoTime.addAndGet(time.toNanos());
    }

    private Socket connect() throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.address().getPort());
        sockets.add(socket);
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private static String answer(Socket socket, String request) throws IOException {
        write(socket, request);
        return line(socket);
    }

    /** The first line that has not been read; what stands around it is skipped. */
    private static String line(Socket socket) throws IOException {
        socket.setSoTimeout((int) PATIENCE.toMillis());
        StringBuilder line = new StringBuilder();
        for (int read = socket.getInputStream().read();
                read >= 0 && (read != '\n' || line.isEmpty());
                read = socket.getInputStream().read()) {
            if (read != '\r' && read != '\n') {
                line.append((char) read);
            }
        }
        return line.toString();
    }

    /** Whether the server closes it within a moment. */
    private static boolean isClosed(Socket socket) {
        try {
            socket.setSoTimeout(2_000);
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                            .readLine()
                    == null;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (SocketException reset) {
            return true;
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
