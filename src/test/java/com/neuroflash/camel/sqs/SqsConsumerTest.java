package com.neuroflash.camel.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.neuroflash.camel.intent.Intake;
import com.neuroflash.camel.intent.OpenIntake;
import com.neuroflash.camel.source.SourceMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.AsyncProcessorSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the consumer does with messages whose end a test decides; a message received twice goes to the dead letters. */
class SqsConsumerTest {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration USUAL = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final Duration LONGER_THAN_SHORT = Duration.ofSeconds(3);

    private static LocalSqsServer server;

    private final BlockingQueue<Held> arrived = new LinkedBlockingQueue<>();
    private final List<SourceMessage> kept = new ArrayList<>();
    private TestQueue queue;
    private DefaultCamelContext camel;
    private volatile boolean failing;

    /** An exchange that has not come to its end. */
    private record Held(Exchange exchange, AsyncCallback callback) {
        SourceMessage message() {
            return exchange.getMessage().getBody(SourceMessage.class);
        }

        void succeed() {
            callback.done(false);
        }

        void fail() {
            exchange.setException(new IllegalStateException("not now"));
            callback.done(false);
        }
    }

    @BeforeAll
    static void startServer() {
        server = new LocalSqsServer();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void createQueue() {
        queue = TestQueue.create(server.endpoint(), 1);
    }

    @AfterEach
    void stop() throws Exception {
        camel.close();
        queue.close();
    }

    @Test
    void bringsTheBodyAndTheIdAndNothingElseOfAMessage() throws Exception {
        start(1);

        queue.send("a mug", Map.of("CamelHttpUri", "http://127.0.0.1:9/", "JMSReplyTo", "elsewhere"));

        Held held = next();
        assertThat(held.exchange().getMessage().getHeaders()).isEmpty();
        assertThat(held.message().body()).isEqualTo("a mug".getBytes(StandardCharsets.UTF_8));
        assertThat(held.message().source()).isEqualTo("sqs");
        assertThat(held.message().place()).isEqualTo(queue.name());
        held.succeed();
        awaitDone();
    }

    @Test
    void receivesNoMoreThanThereArePermits() throws Exception {
        queue.sendAll(
                IntStream.range(0, 20).mapToObj(number -> "motif " + number).toList());
        start(3);

        List<Held> first = List.of(next(), next(), next());

        assertThat(arrived.poll(LONGER_THAN_SHORT.toMillis(), TimeUnit.MILLISECONDS))
                .isNull();
        assertThat(queue.visible()).isEqualTo(17);
        first.forEach(Held::succeed);
        for (int rest = 0; rest < 17; rest++) {
            next().succeed();
        }
        awaitDone();
    }

    @Test
    void triesAMessageAgainWithoutReceivingItAgain() throws Exception {
        start(1);
        queue.send("a mug");
        for (int failures = 0; failures < 2; failures++) {
            next().fail();
        }

        next().succeed();

        awaitDone();
    }

    @Test
    void deletesWhatCouldNotBeDeletedAtFirst() throws Exception {
        start(1);
        queue.send("a mug");
        Held held = next();

        server.stop();
        held.succeed();
        server.start();

        awaitDone();
        assertThat(arrived).isEmpty();
    }

    @Test
    void processesAMessageOnceThatComesAgainWhileItIsHeld() throws Exception {
        queue.close();
        queue = TestQueue.create(server.endpoint(), 100);
        start(2, SHORT, SqsSettings.LONGEST_HOLD);
        queue.send("a mug");
        Held held = next();

        server.stop();
        assertThat(arrived.poll(LONGER_THAN_SHORT.toMillis(), TimeUnit.MILLISECONDS))
                .isNull();
        server.start();
        await().atMost(PATIENCE).until(() -> queue.hidden() == 1);

        assertThat(arrived.poll(LONGER_THAN_SHORT.toMillis(), TimeUnit.MILLISECONDS))
                .isNull();
        held.succeed();
        awaitDone();
    }

    @Test
    void hasTheLedgerKeepWhatIsHeldForTooLong() throws Exception {
        queue.close();
        queue = TestQueue.create(server.endpoint(), 100);
        start(1, SHORT, Duration.ofSeconds(1));
        queue.send("a mug");

        Held held = next();

        awaitDone();
        assertThat(kept)
                .extracting(SourceMessage::id)
                .containsExactly(held.message().id());
        held.fail();
        queue.send("a cup");
        Held other = next();
        assertThat(other.message().body()).isEqualTo("a cup".getBytes(StandardCharsets.UTF_8));
        other.succeed();
    }

    @Test
    void givesBackAtAStopWhatItCouldNotFinish() throws Exception {
        queue.close();
        queue = TestQueue.create(server.endpoint(), 100);
        failing = true;
        start(1);
        queue.send("a mug");
        next();

        camel.stop();

        assertThat(queue.visible())
                .as("hidden %s, dead %s, arrived %s", queue.hidden(), queue.deadLetters(), arrived.size())
                .isEqualTo(1);
    }

    private Held next() throws InterruptedException {
        Held held = arrived.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(held).as("a message").isNotNull();
        return held;
    }

    private void awaitDone() {
        await().atMost(PATIENCE).until(queue::isDone);
    }

    private void start(int permits) throws Exception {
        start(permits, USUAL, SqsSettings.LONGEST_HOLD);
    }

    private void start(int permits, Duration visibility, Duration longestHold) throws Exception {
        Intake intake = OpenIntake.of(permits);
        MessageKeeper keeper = (message, atEnd) -> {
            kept.add(message);
            atEnd.accept(Optional.empty());
        };
        camel = new DefaultCamelContext();
        camel.addComponent(
                "neuroflash-sqs",
                new SqsComponent(queue.client(), queue.settings(visibility), intake, keeper, longestHold));
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("neuroflash-sqs:configured").process(new AsyncProcessorSupport() {
                    @Override
                    public boolean process(Exchange exchange, AsyncCallback callback) {
                        Held held = new Held(exchange, callback);
                        arrived.add(held);
                        if (failing) {
                            held.fail();
                        }
                        return false;
                    }
                });
            }
        });
        camel.getShutdownStrategy().setTimeout(2);
        camel.start();
    }
}
