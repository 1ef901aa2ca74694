package com.neuroflash.camel.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.neuroflash.camel.api.QuotaException;
import com.neuroflash.camel.api.RejectedException;
import com.neuroflash.camel.api.RetryLaterException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ViewTest {
    private static final int MEGABYTE = 1 << 20;

    private ApiServer server;
    private Component component;
    private Path target;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws Exception {
        server = ApiServer.start();
        component = Component.of(server);
        target = folder.resolve("image");
    }

    @AfterEach
    void stop() {
        component.close();
        server.close();
    }

    @Test
    void streamsWithAndWithoutALength() {
        server.answering(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            write(exchange.getResponseBody(), 20);
        });
        assertThat(component.client().view("i1", target).length()).isEqualTo(20L * MEGABYTE);

        server.answering(exchange -> {
            exchange.sendResponseHeaders(200, 20L * MEGABYTE);
            write(exchange.getResponseBody(), 20);
        });
        assertThat(component.client().view("i1", target).length()).isEqualTo(20L * MEGABYTE);
        assertThat(target).hasSize(20L * MEGABYTE);
        assertThat(server.received()).allSatisfy(request -> assertThat(request.header("Accept-encoding"))
                .isEqualTo("identity"));
    }

    @Test
    void refusesAnImageThatIsAnnouncedTooLargeWithoutReadingIt() {
        AtomicLong written = new AtomicLong();
        component.options().setMaxImageSize("1MB");
        server.answering(exchange -> {
            exchange.sendResponseHeaders(200, 200L * MEGABYTE);
            writeCounting(exchange.getResponseBody(), 200, written);
        });

        assertThatThrownBy(() -> component.client().view("i1", target))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("maxImageSize, 1MB");
        assertNothingIsLeft();
        Awaitility.await().untilAsserted(() -> assertThat(written).hasValueLessThan(100L * MEGABYTE));
    }

    @Test
    void stopsAtTheLimitWhenNoLengthIsAnnounced() {
        AtomicLong written = new AtomicLong();
        CountDownLatch end = new CountDownLatch(1);
        component.options().setMaxImageSize("1MB");
        server.answering(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try {
                writeCounting(exchange.getResponseBody(), 200, written);
            } finally {
                end.countDown();
            }
        });

        assertThatThrownBy(() -> component.client().view("i1", target)).isInstanceOf(RejectedException.class);

        assertNothingIsLeft();
        Awaitility.await().until(() -> end.getCount() == 0);
        assertThat(written).hasValueLessThan(100L * MEGABYTE);
    }

    @Test
    void isRetriedLaterWhenTheImageIsCutOff() throws Exception {
        assertRetriedLater("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\npart of it");
        assertRetriedLater("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\npart\r\n");
        assertRetriedLater("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    }

    @Test
    void isRetriedLaterWhenTheImageStalls() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (RawServer raw = RawServer.start(connection -> {
                    connection.readRequest();
                    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\npart");
                    waitFor(end);
                });
                Component impatient = Component.of(raw.origin())) {
            impatient.options().setReadTimeout(300);

            assertThatThrownBy(() -> impatient.client().view("i1", target)).isInstanceOf(RetryLaterException.class);
            assertNothingIsLeft();
            end.countDown();
        }
    }

    @Test
    void isRetriedLaterWhenTheFileCantBeWritten() throws Exception {
        server.answering(ApiServer.bytes("image/png", new byte[] {1}));
        Path file = Files.write(folder.resolve("file"), new byte[] {1});

        assertThatThrownBy(() -> component.client().view("i1", file.resolve("below")))
                .isInstanceOf(RetryLaterException.class)
                .hasMessageContaining("could not be written");
        assertThat(file).hasSize(1);
    }

    @Test
    void removesAnOldFileWhenTheNewOneFails() throws Exception {
        Files.write(target, new byte[] {1});
        component.options().setMaxImageSize("1B");
        server.answering(ApiServer.bytes("image/png", new byte[] {1, 2}));

        assertThatThrownBy(() -> component.client().view("i1", target)).isInstanceOf(RejectedException.class);
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @CsvSource({"404, RejectedException", "410, RejectedException", "500, RetryLaterException"})
    void mapsErrorsAsOfAnyRead(int status, String type) {
        server.answering(status, "{\"detail\": \"words\"}");

        assertThatThrownBy(() -> component.client().view("i1", target))
                .hasMessageContaining("words")
                .satisfies(e -> assertThat(e.getClass().getSimpleName()).isEqualTo(type));
        assertNothingIsLeft();
    }

    @Test
    void reportsAPlanThatDoesNotAllowIt() {
        server.answering(403, "");

        assertThatThrownBy(() -> component.client().view("i1", target)).isInstanceOf(QuotaException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 203, 206, 304, 300})
    void takesNothingButAPlainSuccess(int status) {
        server.answering(exchange -> exchange.sendResponseHeaders(status, -1));

        assertThatThrownBy(() -> component.client().view("i1", target))
                .isInstanceOfAny(RejectedException.class, RetryLaterException.class);
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/other/place?x=1", "place?x=1"})
    void followsARedirectWithinTheHostWithCredentials(String location) {
        server.answering(exchange -> {
            boolean first = exchange.getRequestURI().getPath().endsWith("/view");
            (first ? ApiServer.redirect(location) : ApiServer.bytes("image/png", new byte[] {1})).to(exchange);
        });

        assertThat(component.client().view("i1", target).length()).isEqualTo(1);
        assertThat(server.received()).hasSize(2).allSatisfy(request -> assertThat(request.header("Authorization"))
                .isEqualTo("Bearer " + Component.TOKEN));
    }

    @Test
    void givesUpAnEndlessRedirect() {
        server.answering(exchange -> ApiServer.redirect("/again").to(exchange));

        assertThatThrownBy(() -> component.client().view("i1", target))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("more than 5 redirects");
        assertThat(server.received()).hasSize(6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:1/x",
                "ftp://h.test/x",
                "file:///etc/passwd",
                "//evil.test/../x",
                "https://u:p@evil.test/x",
                "",
                "ht!tp:"
            })
    void refusesARedirectToWhatIsNoPublicHttps(String location) {
        server.answering(ApiServer.redirect(location));

        assertThatThrownBy(() -> component.client().view("i1", target))
                .isInstanceOfAny(RejectedException.class, RetryLaterException.class)
                .hasMessageNotContaining("u:p");
        assertNothingIsLeft();
    }

    private void assertRetriedLater(String answer) throws Exception {
        try (RawServer raw = RawServer.start(connection -> {
                    connection.readRequest();
                    connection.write(answer);
                });
                Component component = Component.of(raw.origin())) {
            assertThatThrownBy(() -> component.client().view("i1", target)).isInstanceOf(RetryLaterException.class);
            assertNothingIsLeft();
        }
    }

    private void assertNothingIsLeft() {
        assertThat(folder).isEmptyDirectory();
    }

    private static void write(OutputStream out, int megabytes) throws IOException {
        writeCounting(out, megabytes, new AtomicLong());
    }

    private static void writeCounting(OutputStream out, int megabytes, AtomicLong written) throws IOException {
        byte[] piece = new byte[MEGABYTE];
        for (int count = 0; count < megabytes; count++) {
            out.write(piece);
            written.addAndGet(MEGABYTE);
        }
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException ignored) {
            // the test is over
        }
    }
}
