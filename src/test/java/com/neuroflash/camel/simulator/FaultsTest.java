package com.neuroflash.camel.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.imageio.ImageIO;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {
    private static final String BODY = "{\"prompt\":\" a cat \"}";
    private static final int LENGTH = 20_000;

    @TempDir
    Path directory;

    private final SettableClock clock = new SettableClock("2026-11-22T10:00:00Z");
    private Simulator simulator;
    private Faults faults;
    private Client client;

    @BeforeEach
    void start() {
        simulator = Simulator.start(
                SimulatorSettings.in(directory).withFastImages(LENGTH).withClock(clock));
        faults = simulator.faults();
        client = new Client(simulator);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "Wed, 21 Oct 2026 07:28:00 GMT", "99999999999999999999", "-5", "soon"})
    void refusesForTheRateWithAnyRetryAfter(String retryAfter) {
        faults.next(Operation.GENERATE, 1, Fault.tooManyRequests(retryAfter));

        Client.Reply reply = client.generate(BODY);

        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.header("Retry-After")).isEqualTo(retryAfter);
        assertThat(simulator.bill()).isEmpty();
        assertThat(client.generate(BODY).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 402, 404, 408, 409, 425, 451, 499, 500, 502, 503, 504})
    void answersAnyStatusBeforeBilling(int status) {
        faults.next(Operation.GENERATE, 1, Fault.status(status, "text/html", "<html>Bad <b>gateway</b></html>"));

        Client.Reply reply = client.generate(BODY);

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).isEqualTo("text/html");
        assertThat(reply.body()).contains("<b>gateway</b>");
        assertThat(simulator.bill()).isEmpty();
    }

    @Test
    void answersAnErrorAfterBilling() {
        faults.next(Operation.EDIT, 1, Fault.statusAfterBilling(500));
        faults.next(Operation.GENERATE, 1, Fault.statusAfterBilling(502));

        assertThat(client.generate(BODY).status()).isEqualTo(502);
        assertThat(simulator.bill()).extracting(BilledBatch::answer).containsExactly(AnswerState.FAILED);
        assertThat(client.historyIds("")).hasSize(1);
    }

    @Test
    void redirects() {
        faults.next(
                Operation.GENERATE,
                1,
                new Fault.Status(307, null, null, Map.of("Location", "http://127.0.0.1:1/"), Moment.BEFORE));

        Client.Reply reply = client.generate(BODY);

        assertThat(reply.status()).isEqualTo(307);
        assertThat(reply.header("Location")).isEqualTo("http://127.0.0.1:1/");
    }

    @Test
    void dropsTheConnectionBeforeBilling() {
        faults.next(Operation.GENERATE, 1, Fault.dropBeforeBilling());

        assertThatThrownBy(() -> Client.sendOrFail(client.post("/", BODY))).isInstanceOf(IOException.class);
        assertThat(simulator.bill()).isEmpty();
    }

    @Test
    void dropsTheConnectionAfterBilling() {
        faults.next(Operation.GENERATE, 1, Fault.dropAfterBilling());

        assertThatThrownBy(() -> Client.sendOrFail(client.post("/", BODY))).isInstanceOf(IOException.class);
        assertThat(simulator.bill()).extracting(BilledBatch::answer).containsExactly(AnswerState.DROPPED);
    }

    @Test
    void billsBeforeALateAnswer() {
        faults.next(Operation.GENERATE, 1, Fault.latencyAfterBilling(Duration.ofHours(1)));

        CompletableFuture<Client.Reply> waiting = Client.sendLater(client.post("/", BODY));

        Awaitility.await().until(() -> simulator.bill().size() == 1);
        assertThat(simulator.bill().get(0).answer()).isEqualTo(AnswerState.PENDING);
        assertThat(waiting).isNotDone();
    }

    @Test
    void waitsWithoutAThreadForEachCall() {
        faults.always(Operation.GENERATE, 1, Fault.latency(Duration.ofMillis(1_000), Duration.ofMillis(1_100)));
        long begin = System.nanoTime();
        List<CompletableFuture<Client.Reply>> waiting = new ArrayList<>();

        for (int i = 0; i < 300; i++) {
            waiting.add(Client.sendLater(client.post("/", BODY)));
        }
        Awaitility.await().until(() -> simulator.requests().get(Operation.GENERATE) == 300);

        assertThat(simulator.bill()).hasSizeLessThan(300);
        assertThat(waiting)
                .allSatisfy(reply -> assertThat(reply.join().status()).isEqualTo(200));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(1_000));
        assertThat(simulator.bill()).hasSize(300);
    }

    @Test
    void cutsAnImageOff() {
        String image = client.image("a cat");
        faults.next(Operation.VIEW, 1, new Fault.Truncate(true));

        assertThatThrownBy(() -> client.view(image)).hasRootCauseInstanceOf(IOException.class);
    }

    @Test
    void shortensAnImageWithAFittingLength() {
        String image = client.image("a cat");
        faults.next(Operation.VIEW, 1, new Fault.Truncate(false));

        assertThat(client.view(image).bytes()).hasSize(LENGTH / 2);
        assertThat(client.view(image).bytes()).hasSize(LENGTH);
    }

    @Test
    void corruptsAnImage() throws IOException {
        String image = client.image("a cat");
        byte[] right = client.view(image).bytes();
        faults.next(Operation.VIEW, 1, new Fault.Corrupt(0));
        faults.next(Operation.VIEW, 1, new Fault.Corrupt(100));

        byte[] unreadable = client.view(image).bytes();
        byte[] damaged = client.view(image).bytes();

        assertThat(unreadable).hasSameSizeAs(right);
        assertThat(ImageIO.read(new ByteArrayInputStream(unreadable))).isNull();
        assertThat(damaged).startsWith(Arrays.copyOf(right, 100)).isNotEqualTo(right);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void lengthensAnImage(boolean declared) {
        String image = client.image("a cat");
        faults.next(Operation.VIEW, 1, new Fault.Oversize(300_000, declared));

        Client.Reply reply = client.view(image);

        assertThat(reply.bytes()).hasSize(300_000);
        assertThat(reply.header("Content-Length")).isEqualTo(declared ? "300000" : "");
    }

    @Test
    void stallsInTheMiddleOfAnImage() {
        String image = client.image("a cat");
        faults.next(Operation.VIEW, 1, new Fault.Stall(Duration.ofMillis(400)));
        long begin = System.nanoTime();

        assertThat(client.view(image).bytes()).hasSize(LENGTH);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(380));
    }

    @Test
    void liesAboutTheContentType() {
        String image = client.image("a cat");
        faults.next(Operation.VIEW, 1, new Fault.ContentType("text/html"));
        faults.next(Operation.VIEW, 1, new Fault.ContentType(""));

        assertThat(client.view(image).header("Content-Type")).isEqualTo("text/html");
        assertThat(client.view(image).header("Content-Type")).isEmpty();
    }

    @Test
    void expiresAnImageForAWhile() {
        String image = client.image("a cat");
        String other = client.image("a dog");
        faults.next(Operation.VIEW, 1, new Fault.ExpireImage(Duration.ofMinutes(1)));

        assertThat(client.view(image).status()).isEqualTo(404);
        assertThat(client.view(image).status()).isEqualTo(404);
        assertThat(client.view(other).status()).isEqualTo(200);
        clock.advance(Duration.ofMinutes(1));
        assertThat(client.view(image).status()).isEqualTo(200);
    }

    @Test
    void expiresAllTokens() {
        faults.next(Operation.MODELS, 1, new Fault.ExpireTokens());

        assertThat(client.get("/models").status()).isEqualTo(401);
        assertThat(client.get("/history").status()).isEqualTo(401);
        faults.clear();
        assertThat(client.get("/history").status()).isEqualTo(200);
    }

    @Test
    void strikesWithTheProbabilityOfItsSeed() {
        faults.always(Operation.MODELS, 0.5, Fault.status(503));

        long struck = 0;
        for (int i = 0; i < 100; i++) {
            struck += client.get("/models").status() == 503 ? 1 : 0;
        }

        assertThat(struck).isBetween(25L, 75L);
    }

    @Test
    void strikesEveryOperationAndOneCallAtATime() {
        faults.next(Operation.ALL, 1, Fault.status(503));
        faults.next(Operation.MODELS, 2, Fault.status(502));
        faults.next(Operation.GENERATE, 1, Fault.status(504));

        assertThat(List.of(
                        client.get("/models").status(),
                        client.get("/models").status(),
                        client.get("/models").status(),
                        client.get("/models").status(),
                        client.generate(BODY).status()))
                .containsExactly(503, 502, 502, 200, 504);
        assertThat(faults.rules()).isEmpty();
    }

    @Test
    void servesALargeImageInPieces() throws IOException {
        try (Simulator large = Simulator.start(SimulatorSettings.in(directory.resolve("large"))
                .withFastImages(25L * 1024 * 1024)
                .withImagePixels(60_000))) {
            Client other = new Client(large);

            byte[] bytes = other.view(other.images("large", 1, "1:1", "jpeg")
                            .at("/images/0/image_id")
                            .asText())
                    .bytes();

            BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes));
            assertThat(bytes).hasSize(25 * 1024 * 1024);
            assertThat(image.getWidth()).isGreaterThan(200);
        }
    }
}
