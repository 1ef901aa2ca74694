package com.neuroflash.camel.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.neuroflash.camel.api.AuthenticationException;
import com.neuroflash.camel.api.GenerationRequest;
import com.neuroflash.camel.api.NeuroflashException;
import com.neuroflash.camel.api.RetryLaterException;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class AuthenticationTest {
    private static final GenerationRequest REQUEST = GenerationRequest.of("a cat");

    private final TestClock clock = new TestClock();
    private final AtomicInteger issued = new AtomicInteger();
    private ApiServer server;
    private Component component;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws Exception {
        server = ApiServer.start();
        component = Component.withClientCredentials(server, clock);
        answerApi(ApiServer.status(200, "[]"));
    }

    @AfterEach
    void stop() {
        component.close();
        server.close();
    }

    @Test
    void exchangesCredentialsOfAnyCharacters() {
        component.client().models();

        ApiServer.Received request = server.received().get(0);
        assertThat(request.method() + " " + request.uri()).isEqualTo("POST /oauth/v2/token");
        assertThat(request.header("Content-type")).startsWith("application/x-www-form-urlencoded");
        assertThat(request.headers()).doesNotContainKeys("Authorization", "X-workspace-id");
        assertThat(List.of(request.body().split("&")))
                .map(pair -> URLDecoder.decode(pair, StandardCharsets.UTF_8))
                .containsExactly(
                        "grant_type=client_credentials",
                        "client_id=client-1",
                        "client_secret=s&e=c+r%e t/ä",
                        "scope=openid");
        assertThat(server.received().get(1).header("Authorization")).isEqualTo("Bearer token-1");
    }

    @Test
    void fetchesOneTokenHoweverManyThreadsWait() throws Exception {
        List<Thread> waiting = new CopyOnWriteArrayList<>();
        FetchedTokens tokens = new FetchedTokens(
                () -> {
                    awaitThatAllOthersWait(waiting, 16);
                    return new FetchedTokens.Fetched.Granted("token-" + issued.incrementAndGet(), Duration.ofHours(1));
                },
                clock,
                List.of());

        List<Future<String>> calls = callInParallel(16, waiting, () -> tokens.token("models"));

        for (Future<String> call : calls) {
            assertThat(call.get(30, TimeUnit.SECONDS)).isEqualTo("token-1");
        }
        assertThat(issued).hasValue(1);
    }

    @Test
    void sharesAFailureAmongAllThatWaited() {
        List<Thread> waiting = new CopyOnWriteArrayList<>();
        FetchedTokens tokens = new FetchedTokens(
                () -> {
                    awaitThatAllOthersWait(waiting, 4);
                    issued.incrementAndGet();
                    return new FetchedTokens.Fetched.Failed(operation ->
                            new RetryLaterException(operation, 503, "", operation + " failed", null, null));
                },
                clock,
                List.of());

        List<Future<String>> calls = callInParallel(4, waiting, () -> tokens.token("models"));

        assertThat(calls).allSatisfy(call -> assertThatThrownBy(() -> call.get(30, TimeUnit.SECONDS))
                .hasCauseInstanceOf(RetryLaterException.class)
                .hasMessageContaining("models failed"));
        assertThat(issued).hasValue(1);
    }

    @Test
    void renewsBeforeTheEnd() {
        component.client().models();
        clock.advance(Duration.ofSeconds(3538));
        component.client().models();
        assertThat(issued).hasValue(1);

        clock.advance(Duration.ofSeconds(2));
        component.client().models();

        assertThat(issued).hasValue(2);
    }

    @Test
    void sharesOneTokenAmongWorkspaces() throws Exception {
        component.client().models();
        component.send("neuroflash:models?workspaceId=other", null, Map.of());

        assertThat(issued).hasValue(1);
        assertThat(server.received().get(2).header("X-workspace-id")).isEqualTo("other");
    }

    @Test
    void repeatsAReadOnceWithAFreshToken() {
        component.client().models();
        answerApi(exchange -> {
            boolean old = "Bearer token-1".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            ApiServer.status(old ? 401 : 200, "[]").to(exchange);
        });

        assertThat(component.client().models()).isEmpty();
        component.client().delete("i1");

        assertThat(issued).hasValue(2);
    }

    @Test
    void givesUpAReadWhoseFreshTokenIsRefusedToo() {
        answerApi(ApiServer.status(401, "{\"error\": \"no\"}"));

        assertThatThrownBy(() -> component.client().models()).isInstanceOf(AuthenticationException.class);
        assertThat(issued).hasValue(2);
        assertThat(server.received()).hasSize(4);
    }

    @Test
    void repeatsAView() {
        answerApi(exchange -> {
            boolean old = "Bearer token-1".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            (old ? ApiServer.status(401, "no") : ApiServer.bytes("image/png", new byte[] {1})).to(exchange);
        });

        assertThat(component.client().view("i1", folder.resolve("image")).length())
                .isEqualTo(1);
    }

    @Test
    void dropsARefusedTokenButNeverRepeatsABilledCall() {
        answerApi(ApiServer.status(401, "{\"error\": \"expired\"}"));

        assertThatThrownBy(() -> component.client().generate(REQUEST))
                .isInstanceOfSatisfying(AuthenticationException.class, e -> {
                    assertThat(e.operation()).isEqualTo("generate");
                    assertThat(e.status()).hasValue(401);
                    assertThat(e.serverMessage()).isEqualTo("expired");
                });
        assertThat(server.received()).hasSize(2);

        answerApi(ApiServer.status(200, ApiServer.GENERATION));
        component.client().generate(REQUEST);
        assertThat(server.received().get(3).header("Authorization")).isEqualTo("Bearer token-2");
    }

    @Test
    void throwsAtOnceWhenAReadyTokenIsRefused() throws Exception {
        server.answering(401, "{\"error\": \"bad token-of-the-test\"}");
        try (Component ready = Component.of(server)) {
            assertThatThrownBy(() -> ready.client().models())
                    .isInstanceOf(AuthenticationException.class)
                    .hasMessageNotContaining(Component.TOKEN);
            assertThatThrownBy(() -> ready.client().generate(REQUEST)).isInstanceOf(AuthenticationException.class);
            assertThat(server.received()).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404})
    void blamesTheCredentialsWhenTheTokenEndpointRefuses(int status) {
        server.answering(status, "{\"error\": \"invalid_client\", \"error_description\": \"wrong: s&e=c+r%e t/ä\"}");

        assertThatThrownBy(() -> component.client().generate(REQUEST))
                .isInstanceOfSatisfying(AuthenticationException.class, e -> {
                    assertThat(e.operation()).isEqualTo("generate");
                    assertThat(e.status()).hasValue(status);
                    assertThat(e.serverMessage()).isEqualTo("invalid_client; wrong: [secret]");
                    assertThat(e).hasMessageContaining("clientSecret").hasMessageNotContaining("s&e");
                });
        assertThat(server.received()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void waitsWhenTheTokenEndpointIsInTrouble(int status) {
        server.answering(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "9");
            ApiServer.status(status, "").to(exchange);
        });

        assertThatThrownBy(() -> component.client().generate(REQUEST))
                .isInstanceOfSatisfying(RetryLaterException.class, e -> assertThat(e.retryAfter())
                        .contains(Duration.ofSeconds(9)));
        assertThat(server.received()).hasSize(1);
    }

    @Test
    void waitsWhenTheTokenEndpointIsUnreachable() {
        component.options().setTokenUrl("http://no-such-host.invalid/token");

        assertThatThrownBy(() -> component.client().generate(REQUEST))
                .isInstanceOf(RetryLaterException.class)
                .isInstanceOf(NeuroflashException.class)
                .hasMessageContaining("token endpoint no-such-host.invalid");
        assertThat(server.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>login</html>", "{}", "{\"access_token\": \"a b\"}", "{\"access_token\": {}}"})
    void waitsWhenNoUsableTokenComes(String body) {
        server.answering(200, body);

        assertThatThrownBy(() -> component.client().models())
                .isInstanceOf(RetryLaterException.class)
                .hasMessageNotContaining("a b");
    }

    @Test
    void asksAgainAfterAFailure() {
        server.answering(503, "");
        assertThatThrownBy(() -> component.client().models()).isInstanceOf(RetryLaterException.class);

        answerApi(ApiServer.status(200, "[]"));

        assertThat(component.client().models()).isEmpty();
    }

    private void answerApi(ApiServer.Answer api) {
        server.answering(exchange -> {
            if (isToken(exchange)) {
                token(exchange, 3599);
            } else {
                api.to(exchange);
            }
        });
    }

    private static boolean isToken(HttpExchange exchange) {
        return exchange.getRequestURI().getPath().startsWith("/oauth");
    }

    private void token(HttpExchange exchange, int seconds) throws IOException {
        String token = "token-" + issued.incrementAndGet();
        ApiServer.status(
                        200,
                        "{\"access_token\": \"" + token + "\", \"token_type\": \"Bearer\", \"expires_in\": " + seconds
                                + "}")
                .to(exchange);
    }

    private static List<Future<String>> callInParallel(int count, List<Thread> started, Callable<String> call) {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        List<Future<String>> calls = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            calls.add(threads.submit(() -> {
                started.add(Thread.currentThread());
                return call.call();
            }));
        }
        threads.shutdown();
        return calls;
    }

    /** Holds the fetch until every other thread waits for its result. */
    private static void awaitThatAllOthersWait(List<Thread> threads, int count) {
        Thread fetching = Thread.currentThread();
        Awaitility.await()
                .until(() -> threads.stream()
                                .filter(thread -> thread != fetching)
                                .filter(thread -> thread.getState() == Thread.State.WAITING)
                                .count()
                        == count - 1);
    }
}
