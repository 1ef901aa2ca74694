package com.neuroflash.camel.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.neuroflash.camel.jms.JmsServer;
import com.neuroflash.camel.simulator.BilledBatch;
import com.neuroflash.camel.simulator.Fault;
import com.neuroflash.camel.simulator.Operation;
import com.neuroflash.camel.source.DirectoryDeadLetters;
import jakarta.jms.BytesMessage;
import jakarta.jms.MapMessage;
import jakarta.jms.Session;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The route consume-jms: a message is acknowledged when its prompts have come to their end, and never too often. */
class ConsumeJmsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String QUEUE = "prompts";

    // as camel-jms writes a header's name on the wire: a dot is _DOT_, a dash is _HYPHEN_
    private static final List<String> INJECTED = List.of(
            "CamelHttpUri",
            "CamelHttpPath",
            "CamelHttpQuery",
            "CamelHttpMethod",
            "CamelAwsS3Key",
            "CamelAwsS3BucketName",
            "CamelFileName",
            "CamelJmsDestination",
            "CamelJmsDestinationName",
            "CamelNeuroflashKey",
            "CamelNeuroflashWorkspaceId",
            "Camel_DOT_Http_DOT_Uri",
            "org_DOT_apache_DOT_camel_DOT_Uri",
            "Authorization",
            "x_HYPHEN_workspace_HYPHEN_id",
            "neuroflashPermit",
            "breadcrumbId");

    @TempDir
    private Path directory;

    private JmsServer broker;
    private RunningService running;

    @BeforeEach
    void open() throws Exception {
        broker = new JmsServer(directory.resolve("broker")).start();
        running = new RunningService(directory)
                .with("inbox.enabled", "false")
                .with("jms.queue", QUEUE)
                .with("jms.url", broker.url());
    }

    @AfterEach
    void close() {
        running.close();
        broker.close();
    }

    @Test
    void deliversTheImagesOfTextsAndBytes() {
        running.start();

        broker.sendText(QUEUE, "a mug", "{\"prompt\": \"one\"}\n{\"prompt\": \"two\", \"num_images\": 2}\n");
        broker.send(QUEUE, session -> bytes(session, "{\"prompt\": \"a teapot\"}"));

        awaitDone(5);
        assertThat(prompts()).containsExactlyInAnyOrder("a mug", "one", "two", "a teapot");
        assertThat(letters()).isEmpty();
    }

    @Test
    void tellsMessagesWithoutAnIdApartByTheirBodies() {
        running.start();

        broker.sendWithoutId(QUEUE, session -> session.createTextMessage("a mug"));
        broker.sendWithoutId(QUEUE, session -> session.createTextMessage("a teapot"));

        awaitDone(2);
        assertThat(prompts()).containsExactlyInAnyOrder("a mug", "a teapot");
    }

    @Test
    void storesWhatIsTooLargeOrNoPrompt() throws IOException {
        running.with("messages.max-size", "1KB").start();
        String large = "x".repeat(300_000);

        broker.sendText(QUEUE, large, "", "{\"promt\": \"a mug\"}", "a mug");
        broker.send(QUEUE, session -> bytes(session, large));

        awaitDone(1);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(letters()).hasSize(4));
        assertThat(prompts()).containsExactly("a mug");
        assertThat(broker.count(JmsServer.DEAD_LETTERS)).isZero();
        for (Path report : letters()) {
            String body = Files.readString(bodyOf(report));
            assertThat(body).isIn(large, "", "{\"promt\": \"a mug\"}");
        }
    }

    @Test
    void billsOnceWhenTheBrokerIsRestartedInTheMiddle() throws Exception {
        running.start();
        running.simulator().faults().always(Operation.GENERATE, 1, Fault.latency(Duration.ofMillis(300)));
        broker.sendText(
                QUEUE,
                IntStream.range(0, 60).mapToObj(number -> "motif " + number).toArray(String[]::new));
        await().atMost(PATIENCE).until(() -> running.simulator().bill().size() >= 10);

        try (LogCapture log = LogCapture.of("ROOT")) {
            broker.stop();
            await().atMost(PATIENCE)
                    .until(() ->
                            log.count("can't be read") > 0 && running.images().size() >= 10);
            broker.start();

            awaitDone(60);
            assertThat(log.count("can't be read")).isEqualTo(1);
            assertThat(log.stackTraces()).isEmpty();
        }
        assertThat(prompts()).doesNotHaveDuplicates();
        assertThat(broker.count(JmsServer.DEAD_LETTERS)).isZero();
    }

    @Test
    void startsWithoutABrokerAndReadsWhenThereIsOne() throws Exception {
        broker.sendText(QUEUE, "a mug");
        broker.stop();

        try (LogCapture log = LogCapture.of("ROOT")) {
            running.start();
            // several tries
            await().during(Duration.ofSeconds(3)).atMost(PATIENCE).until(() -> log.count("can't be read") == 1);
            assertThat(log.stackTraces()).isEmpty();
        }
        broker.start();

        awaitDone(1);
    }

    @Test
    void usesUpNoRedeliveryWhileItWaitsAndWhenItIsUpdated() {
        running.with("jms.queue", JmsServer.IMPATIENT)
                .with("app.shutdown-timeout", "1s")
                .start();
        running.simulator().faults().always(Operation.GENERATE, 1, Fault.tooManyRequests("1"));
        broker.sendText(JmsServer.IMPATIENT, "one", "two", "three");
        await().atMost(PATIENCE).until(() -> !running.service().pauseReason().isEmpty());

        running.stop();
        running.simulator().faults().clear();
        running.start();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(running.sidecars()).hasSize(3));
        await().atMost(PATIENCE).until(() -> broker.count(JmsServer.IMPATIENT) == 0);
        assertThat(broker.count(JmsServer.DEAD_LETTERS)).isZero();
        assertThat(running.simulator().bill()).hasSize(3);
    }

    @Test
    void leavesAtTheBrokerWhatItCantWorkOn() {
        running.with("pipeline.concurrency", "3").start();
        running.simulator().faults().always(Operation.GENERATE, 1, Fault.tooManyRequests("1"));
        broker.sendText(
                QUEUE,
                IntStream.range(0, 40).mapToObj(number -> "motif " + number).toArray(String[]::new));

        await().atMost(PATIENCE).until(() -> !running.service().pauseReason().isEmpty());

        await().during(Duration.ofSeconds(1)).atMost(PATIENCE).untilAsserted(() -> assertThat(broker.onTheirWay(QUEUE))
                .isLessThanOrEqualTo(6));
        running.simulator().faults().clear();
        awaitDone(40);
        assertThat(broker.listeners(QUEUE)).isLessThanOrEqualTo(6);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(broker.listeners(QUEUE)).isEqualTo(1));
    }

    @Test
    void refusesWhatIsNeitherTextNorBytesAndDeserialisesNothing() throws IOException {
        running.start();
        Trap.sprung.set(false);

        broker.send(
                QUEUE,
                session -> session.createObjectMessage(new Trap()),
                session -> {
                    MapMessage message = session.createMapMessage();
                    message.setString("prompt", "a mug");
                    return message;
                },
                session -> {
                    StreamMessage message = session.createStreamMessage();
                    message.writeString("a mug");
                    return message;
                },
                Session::createMessage);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(letters()).hasSize(4));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(broker.count(QUEUE)).isZero());
        assertThat(Trap.sprung).isFalse();
        assertThat(running.simulator().bill()).isEmpty();
        assertThat(broker.count(JmsServer.DEAD_LETTERS)).isZero();
        List<String> reports = new ArrayList<>();
        for (Path letter : letters()) {
            reports.add(Files.readString(letter));
        }
        assertThat(reports).anySatisfy(report -> assertThat(report).contains("found an ObjectMessage"));
        assertThat(letters()).anySatisfy(letter -> assertThat(Files.readString(bodyOf(letter), ISO_8859_1))
                .contains(Trap.class.getName()));
    }

    /** Tells when it is deserialised. */
    private static final class Trap implements Serializable {
        private static final long serialVersionUID = 1L;
        private static final AtomicBoolean sprung = new AtomicBoolean();

        private void readObject(ObjectInputStream input) throws IOException, ClassNotFoundException {
            sprung.set(true);
            input.defaultReadObject();
        }
    }

    @Test
    void takesNoHeaderFromTheWireInAnyCaseOrSpelling() throws Exception {
        try (WebTrap trap = new WebTrap()) {
            running.start();
            Set<String> seen = headersSeenFrom(running.service().context());

            broker.send(QUEUE, session -> {
                TextMessage message = session.createTextMessage("a mug");
                for (String name : INJECTED) {
                    for (String spelling : Set.of(name, name.toLowerCase(ROOT), name.toUpperCase(ROOT), mixed(name))) {
                        message.setStringProperty(spelling, trap.url());
                    }
                }
                message.setJMSReplyTo(session.createQueue("replies"));
                message.setJMSCorrelationID(trap.url());
                message.setJMSType(trap.url());
                return message;
            });

            awaitDone(1);
            assertThat(trap.calls()).isZero();
            assertThat(broker.count("replies")).isZero();
            assertThat(running.images().get(0).getFileName().toString()).startsWith("prompts-");
            assertThat(seen).isNotEmpty().noneMatch(header -> header.contains(trap.url()));
            assertThat(letters()).isEmpty();
        }
    }

    @Test
    void keepsAMessageThatComesToNoEndWithoutUsingUpARedelivery() throws IOException {
        Path box = directory.resolve("box");
        Files.writeString(box, "no directory");
        running.with("jms.queue", JmsServer.IMPATIENT)
                .with("dead-letter.directory", box.toString())
                .start();

        try (LogCapture log = LogCapture.of("com.neuroflash.camel.source.MessageRun")) {
            broker.sendText(JmsServer.IMPATIENT, "");
            await().atMost(PATIENCE).until(() -> log.count("can't be stored") == 1);
            assertThat(broker.count(JmsServer.IMPATIENT)).isEqualTo(1);
            Files.delete(box);

            await().atMost(PATIENCE).until(() -> broker.count(JmsServer.IMPATIENT) == 0);
            assertThat(log.count("can't be stored")).isEqualTo(1);
        }
        assertThat(broker.count(JmsServer.DEAD_LETTERS)).isZero();
        assertThat(box).isNotEmptyDirectory();
    }

    private static Set<String> headersSeenFrom(CamelContext context) {
        Set<String> seen = ConcurrentHashMap.newKeySet();
        context.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof CamelEvent.ExchangeSendingEvent sending) {
                    seen.add(sending.getEndpoint().getEndpointUri());
                    sending.getExchange()
                            .getMessage()
                            .getHeaders()
                            .forEach((name, value) -> seen.add(name + "=" + value));
                }
            }
        });
        return seen;
    }

    private static String mixed(String name) {
        StringBuilder mixed = new StringBuilder();
        for (int index = 0; index < name.length(); index++) {
            char letter = name.charAt(index);
            mixed.append(index % 2 == 0 ? Character.toUpperCase(letter) : Character.toLowerCase(letter));
        }
        return mixed.toString();
    }

    private void awaitDone(int images) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(running.sidecars()).hasSize(images));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(broker.count(QUEUE)).isZero());
        assertThat(running.images()).hasSize(images);
    }

    private List<String> prompts() {
        return running.simulator().bill().stream().map(BilledBatch::prompt).toList();
    }

    private List<Path> letters() {
        return RunningService.filesBelow(directory.resolve("data/dead-letters")).stream()
                .filter(file -> file.toString().endsWith(DirectoryDeadLetters.REPORT))
                .toList();
    }

    private static Path bodyOf(Path report) {
        return report.resolveSibling(report.getFileName().toString().replace(DirectoryDeadLetters.REPORT, ""));
    }

    private static BytesMessage bytes(Session session, String body) throws jakarta.jms.JMSException {
        BytesMessage message = session.createBytesMessage();
        message.writeBytes(body.getBytes(StandardCharsets.UTF_8));
        return message;
    }
}
