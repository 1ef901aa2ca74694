package com.neuroflash.camel.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.neuroflash.camel.api.HistoryQuery;
import com.neuroflash.camel.api.NeuroflashException;
import com.neuroflash.camel.api.QuotaException;
import com.neuroflash.camel.api.RejectedException;
import com.neuroflash.camel.api.RetryLaterException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ReadOutcomesTest {
    private ApiServer server;
    private Component component;

    @BeforeEach
    void start() throws Exception {
        server = ApiServer.start();
        component = Component.of(server);
    }

    @AfterEach
    void stop() {
        component.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
    void isRetriedLaterWhenItMayPass(int status) {
        server.answering(status, "{\"error\": \"quota\"}");

        for (NeuroflashException e : failures()) {
            assertThat(e).isInstanceOf(RetryLaterException.class);
            assertThat(e.status()).hasValue(status);
        }
        assertThat(server.received()).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 400, 405, 410, 422})
    void isRejectedWhenItWillNotChange(int status) {
        server.answering(status, "");

        assertThat(failures()).allSatisfy(e -> assertThat(e).isInstanceOf(RejectedException.class));
        assertThat(server.received()).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {402, 403})
    void isAMatterOfThePlan(int status) {
        server.answering(status, "");

        assertThat(failures()).allSatisfy(e -> assertThat(e).isInstanceOf(QuotaException.class));
    }

    @Test
    void saysThatADeletedImageIsGone() {
        server.answering(404, "{\"detail\": \"gone\"}");

        assertThatThrownBy(() -> component.client().delete("i1")).isInstanceOfSatisfying(RejectedException.class, e -> {
            assertThat(e.status()).hasValue(404);
            assertThat(e.serverMessage()).isEqualTo("gone");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html/>", "{", "null", "[null]", "[{\"name\": \"no id\"}]", "5"})
    void isRetriedLaterWhenASuccessIsUnreadable(String body) {
        server.answering(200, body);

        assertThatThrownBy(() -> component.client().models())
                .isInstanceOf(RetryLaterException.class)
                .hasNoCause();
        assertThatThrownBy(() -> component.client().history(HistoryQuery.firstPage()))
                .isInstanceOf(RetryLaterException.class);
        assertThatThrownBy(() -> component.client().generation("i1")).isInstanceOf(RetryLaterException.class);
    }

    @Test
    void isRetriedLaterWhenTheConnectionIsReset() throws Exception {
        assertRetriedLater(connection -> {
            connection.readRequest();
            connection.reset();
        });
    }

    @Test
    void isRetriedLaterWhenTheAnswerIsCutOff() throws Exception {
        assertRetriedLater(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n[");
        });
    }

    @Test
    void isRetriedLaterWhenNothingComesInTime() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        assertRetriedLater(connection -> {
            connection.readRequest();
            waitFor(end);
        });
        end.countDown();
    }

    @Test
    void waitsAsLongAsTheServerAsks() {
        server.answering(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "3");
            ApiServer.status(503, "").to(exchange);
        });

        RetryLaterException e = catchThrowableOfType(
                RetryLaterException.class, () -> component.client().models());

        assertThat(e.retryAfter()).contains(Duration.ofSeconds(3));
    }

    private NeuroflashException[] failures() {
        return new NeuroflashException[] {
            failure(() -> component.client().models()),
            failure(() -> component.client().history(HistoryQuery.firstPage())),
            failure(() -> component.client().generation("i1")),
            failure(() -> component.client().delete("i1"))
        };
    }

    private static NeuroflashException failure(ThrowingCallable call) {
        return catchThrowableOfType(NeuroflashException.class, call);
    }

    private static void assertRetriedLater(RawServer.Behaviour behaviour) throws Exception {
        try (RawServer raw = RawServer.start(behaviour);
                Component component = Component.of(raw.origin())) {
            component.options().setReadTimeout(500);
            assertThatThrownBy(() -> component.client().models()).isInstanceOf(RetryLaterException.class);
            assertThat(raw.requests()).hasSize(1);
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
