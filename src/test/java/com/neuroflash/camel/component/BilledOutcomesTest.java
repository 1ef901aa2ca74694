package com.neuroflash.camel.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.neuroflash.camel.api.AuthenticationException;
import com.neuroflash.camel.api.GenerationRequest;
import com.neuroflash.camel.api.NeuroflashException;
import com.neuroflash.camel.api.OutcomeUnknownException;
import com.neuroflash.camel.api.QuotaException;
import com.neuroflash.camel.api.RejectedException;
import com.neuroflash.camel.api.RetryLaterException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class BilledOutcomesTest {
    private static final GenerationRequest REQUEST = GenerationRequest.of("a private cat of mine");

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 303, 304, 307, 308, 400, 404, 405, 406, 410, 413, 415, 418, 422, 451, 498})
    void isRejectedWhenNothingWasBilledAndNothingWillChange(int status) throws Exception {
        assertThat(outcomeOf(status, "{\"detail\": \"no\"}")).isInstanceOf(RejectedException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 409, 425, 499, 500, 501, 502, 503, 504, 520, 599})
    void isUnknownWhenItMayHaveBeenBilled(int status) throws Exception {
        assertThat(outcomeOf(status, "<html>oops</html>"))
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageContaining("HTTP " + status)
                .hasMessageContaining("oops")
                .hasMessageContaining("may have been billed");
    }

    @ParameterizedTest
    @CsvSource({
        "401, {\"error\":\"expired\"}, AuthenticationException",
        "402, {\"error\":\"pay\"}, QuotaException",
        "403, {\"error\":\"plan\"}, QuotaException",
        "429, {\"error\":\"Too many requests\"}, RetryLaterException",
        "429, '', RetryLaterException",
        "429, {\"error\":\"Monthly quota exceeded\"}, QuotaException",
        "429, {\"detail\":\"No image credits left\"}, QuotaException",
        "429, {\"error\":\"x\";\"code\":\"Your PLAN\"}, QuotaException"
    })
    void tellsQuotaFromRateFromAuthentication(int status, String body, String type) throws Exception {
        assertThat(outcomeOf(status, body.replace(';', ',')).getClass().getSimpleName())
                .isEqualTo(type);
    }

    @Test
    void carriesOperationStatusWordsAndWait() throws Exception {
        try (ApiServer server = ApiServer.start();
                Component component = Component.of(server)) {
            server.answering(exchange -> {
                exchange.getResponseHeaders().set("Retry-After", "7");
                ApiServer.status(429, "{\"error\": \"slow down\", \"code\": \"rate\"}")
                        .to(exchange);
            });

            RetryLaterException e = catchThrowableOfType(
                    RetryLaterException.class, () -> component.client().generate(REQUEST));

            assertThat(e.operation()).isEqualTo("generate");
            assertThat(e.status()).hasValue(429);
            assertThat(e.serverMessage()).isEqualTo("slow down; rate");
            assertThat(e.retryAfter()).contains(Duration.ofSeconds(7));
        }
    }

    @Test
    void neverCapsLongerThanConfigured() throws Exception {
        try (ApiServer server = ApiServer.start();
                Component component = Component.of(server)) {
            component.options().setRetryAfterCap(5_000);
            server.answering(exchange -> {
                exchange.getResponseHeaders().set("Retry-After", "Sun, 22 Nov 2099 10:00:00 GMT");
                ApiServer.status(403, "{\"error\": \"daily quota\"}").to(exchange);
            });

            QuotaException e = catchThrowableOfType(
                    QuotaException.class, () -> component.client().generate(REQUEST));

            assertThat(e.retryAfter()).contains(Duration.ofSeconds(5));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "<html>fine</html>",
                "{\"images\": [{\"url\":",
                "{\"images\": [null]}",
                "{\"images\": []}",
                "{\"images\": null}",
                "{\"images\": \"none\"}",
                "{\"detail\": \"quota: no image\"}",
                "[]"
            })
    void isUnknownWhenASuccessNamesNoImage(String body) throws Exception {
        assertThat(outcomeOf(200, body))
                .isInstanceOf(OutcomeUnknownException.class)
                .hasNoCause();
        assertThat(outcomeOf(204, "")).isInstanceOf(OutcomeUnknownException.class);
    }

    @Test
    void isUnknownWhenTheConnectionIsResetAfterTheRequest() throws Exception {
        assertUnknownAfterOnePost(connection -> {
            connection.readRequest();
            connection.reset();
        });
    }

    @Test
    void isUnknownWhenTheConnectionIsClosedAfterTheRequest() throws Exception {
        assertUnknownAfterOnePost(RawServer.Connection::readRequest);
    }

    @Test
    void isUnknownWhenTheAnswerIsCutOff() throws Exception {
        assertUnknownAfterOnePost(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n{\"images\": [{\"url\": \"/x\"}]");
        });
    }

    @Test
    void isUnknownWhenTheAnswerIsNoHttp() throws Exception {
        assertUnknownAfterOnePost(connection -> {
            connection.readRequest();
            connection.write("what?\r\n\r\n");
        });
    }

    @Test
    void isUnknownWhenTheAnswerIsASerializedObject() throws Exception {
        assertUnknownAfterOnePost(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nContent-Type: application/x-java-serialized-object\r\n"
                    + "Content-Length: 2\r\n\r\n{}");
        });
    }

    @Test
    void isUnknownWhenNoAnswerComesInTime() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (RawServer server = RawServer.start(connection -> {
                    connection.readRequest();
                    await(end);
                });
                Component component = Component.of(server.origin())) {
            component.options().setResponseTimeout(300);

            assertThatThrownBy(() -> component.client().generate(REQUEST)).isInstanceOf(OutcomeUnknownException.class);
            assertThat(server.requests()).hasSize(1);
            end.countDown();
        }
    }

    @Test
    void isUnknownWhenTheAnswerDripsLongerThanAllowed() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (RawServer server = RawServer.start(connection -> {
                    connection.readRequest();
                    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n");
                    while (!await(end, 50)) {
                        connection.write(" ");
                    }
                });
                Component component = Component.of(server.origin())) {
            component.options().setResponseTimeout(500);

            assertThatThrownBy(() -> component.client().generate(REQUEST)).isInstanceOf(OutcomeUnknownException.class);
            end.countDown();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void sendsOnePostEvenWhereTheServerAsksForAnother(int status) throws Exception {
        try (ApiServer server = ApiServer.start();
                Component component = Component.of(server)) {
            server.answering(exchange -> {
                exchange.getResponseHeaders().set("Retry-After", "0");
                exchange.sendResponseHeaders(status, -1);
            });

            assertThatThrownBy(() -> component.client().generate(REQUEST)).isInstanceOf(NeuroflashException.class);
            assertThat(server.received()).hasSize(1);
        }
    }

    @Test
    void followsNoRedirect() throws Exception {
        try (ApiServer server = ApiServer.start();
                Component component = Component.of(server)) {
            server.answering(exchange -> {
                exchange.getResponseHeaders().set("Location", server.origin() + "/elsewhere");
                exchange.sendResponseHeaders(307, -1);
            });

            assertThatThrownBy(() -> component.client().generate(REQUEST))
                    .isInstanceOf(RejectedException.class)
                    .hasMessageContaining("baseUrl");
            assertThat(server.received()).hasSize(1);
        }
    }

    @Test
    void namesTheOtherBasePathWhenNothingIsThere() throws Exception {
        try (ApiServer server = ApiServer.start().answering(404, "{\"detail\": \"Not Found\"}");
                Component component = Component.of(server)) {
            for (String operation : List.of("generate", "models", "history")) {
                assertThatThrownBy(() -> component.send("neuroflash:" + operation, "a cat", Map.of()))
                        .isInstanceOf(RejectedException.class)
                        .hasMessageContaining("two base paths")
                        .hasMessageContaining("baseUrl=" + server.origin() + "/api/ds-prototypes/image_generation");
            }
        }
    }

    @Test
    void isRetriedLaterWhenTheHostIsNotFound() {
        assertNotSent("http://no-such-host.invalid");
    }

    @Test
    void isRetriedLaterWhenTheConnectionIsRefused() throws Exception {
        int port;
        try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = unused.getLocalPort();
        }
        assertNotSent("http://localhost:" + port);
    }

    @Test
    void isRetriedLaterWhenTlsFails() throws Exception {
        try (RawServer server = RawServer.start(connection -> connection.write("no TLS here\r\n"))) {
            assertNotSent(server.origin().replace("http:", "https:"));
        }
        try (RawServer server = RawServer.start(RawServer.Connection::reset)) {
            assertNotSent(server.origin().replace("http:", "https:"));
        }
    }

    @Test
    void isRetriedLaterWhenTlsIsNeverAnswered() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (RawServer server = RawServer.start(connection -> await(end))) {
            assertNotSent(server.origin().replace("http:", "https:"));
            end.countDown();
        }
    }

    @Test
    void isRetriedLaterWhenNoConnectionIsFree() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        try (ApiServer server = ApiServer.start();
                Component component = Component.of(server)) {
            component.options().setMaxConnections(1);
            component.options().setConnectionRequestTimeout(100);
            server.answering(exchange -> {
                busy.countDown();
                await(end);
                ApiServer.status(200, ApiServer.GENERATION).to(exchange);
            });
            CompletableFuture<?> first =
                    CompletableFuture.supplyAsync(() -> component.client().generate(REQUEST));
            await(busy);

            assertThatThrownBy(() -> component.client().generate(REQUEST)).isInstanceOf(RetryLaterException.class);

            end.countDown();
            first.get(20, TimeUnit.SECONDS);
            assertThat(server.received()).hasSize(1);
        }
    }

    @Test
    void neverRepeatsPromptOrToken() throws Exception {
        String echo = "{\"detail\": \"bad: a private cat of mine, token " + Component.TOKEN + "\"}";

        for (int status : new int[] {400, 422, 429, 500}) {
            NeuroflashException e = outcomeOf(status, echo);
            assertThat(e.getMessage() + e.serverMessage())
                    .contains("[prompt]")
                    .doesNotContain("private cat", Component.TOKEN);
        }
    }

    @Test
    void mapsAnEditTheSameWay() throws Exception {
        try (ApiServer server = ApiServer.start().answering(500, "");
                Component component = Component.of(server)) {
            assertThatThrownBy(() -> component.client().edit(REQUEST.withImageUrls(List.of("i1"))))
                    .isInstanceOfSatisfying(OutcomeUnknownException.class, e -> assertThat(e.operation())
                            .isEqualTo("edit"));
        }
    }

    private static NeuroflashException outcomeOf(int status, String body) throws Exception {
        try (ApiServer server = ApiServer.start().answering(status, body);
                Component component = Component.of(server)) {
            NeuroflashException outcome = catchThrowableOfType(
                    NeuroflashException.class, () -> component.client().generate(REQUEST));
            assertThat(server.received()).hasSize(1);
            assertThat(outcome.status()).hasValue(status);
            assertThat(outcome instanceof AuthenticationException
                            || outcome.operation().equals("generate"))
                    .isTrue();
            return outcome;
        }
    }

    private static void assertUnknownAfterOnePost(RawServer.Behaviour behaviour) throws Exception {
        try (RawServer server = RawServer.start(behaviour);
                Component component = Component.of(server.origin())) {
            assertThatThrownBy(() -> component.client().generate(REQUEST)).isInstanceOf(OutcomeUnknownException.class);
            assertThat(server.requests()).hasSize(1);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    private static void assertNotSent(String origin) {
        try (Component component = Component.of(origin)) {
            component.options().setConnectTimeout(500);
            assertThatThrownBy(() -> component.client().generate(REQUEST))
                    .isInstanceOf(RetryLaterException.class)
                    .hasMessageContaining("nothing was billed");
        }
    }

    private static void await(CountDownLatch latch) {
        await(latch, 30_000);
    }

    private static boolean await(CountDownLatch latch, long milliseconds) {
        try {
            return latch.await(milliseconds, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }
}
