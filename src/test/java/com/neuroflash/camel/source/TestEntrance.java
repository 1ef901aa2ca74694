package com.neuroflash.camel.source;

import static org.awaitility.Awaitility.await;

import com.neuroflash.camel.api.GenerationDefaults;
import com.neuroflash.camel.api.Neuroflash;
import com.neuroflash.camel.billing.Account;
import com.neuroflash.camel.billing.BillingRules;
import com.neuroflash.camel.billing.Budget;
import com.neuroflash.camel.billing.Identity;
import com.neuroflash.camel.billing.IntentState;
import com.neuroflash.camel.delivery.KeyTemplate;
import com.neuroflash.camel.intent.Backoff;
import com.neuroflash.camel.intent.BillingSettings;
import com.neuroflash.camel.intent.Intake;
import com.neuroflash.camel.intent.Pipeline;
import com.neuroflash.camel.intent.PipelineSettings;
import com.neuroflash.camel.intent.PromptIdentity;
import com.neuroflash.camel.intent.PromptSource;
import com.neuroflash.camel.intent.ServerTimekeeper;
import com.neuroflash.camel.intent.WorkRoom;
import com.neuroflash.camel.ledger.Ledger;
import com.neuroflash.camel.ledger.LedgerSettings;
import com.neuroflash.camel.ledger.Reason;
import com.neuroflash.camel.prompt.PromptLine;
import com.neuroflash.camel.prompt.PromptReader;
import com.neuroflash.camel.prompt.SinkChoice;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.AsyncProcessorSupport;

/** An entrance over a SQLite ledger that a test can break; how a prompt that is sent ends, the test decides too. */
final class TestEntrance implements AutoCloseable {
    /** How many prompts it lets in at once. */
    static final int PERMITS = 4;

    private static final int MANY = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final BlockingQueue<Sent> sent = new LinkedBlockingQueue<>();
    private final Map<String, RuntimeException> failing = new ConcurrentHashMap<>();
    private final AtomicInteger thrown = new AtomicInteger();
    private final Ledger ledger;
    private final Pipeline pipeline;
    private final PromptEntrance entrance;

    /** A prompt on its way. */
    record Sent(Exchange exchange, AsyncCallback callback) {
        void deliver() {
            callback.done(false);
        }

        void end(Exception failure) {
            exchange.setException(failure);
            callback.done(false);
        }
    }

    TestEntrance(Path directory) throws Exception {
        Ledger real = Ledger.open(
                LedgerSettings.of("jdbc:sqlite:" + directory.resolve("ledger.db"), LedgerSettings.Access.RUN));
        ledger = breakable(real);
        Neuroflash unused = (Neuroflash) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Neuroflash.class}, (proxy, method, arguments) -> {
                    throw new IllegalStateException("nobody asks the API");
                });
        pipeline = Pipeline.install(
                camel,
                settings(directory),
                billing(),
                new Pipeline.Surroundings(ledger, unused, new ServerTimekeeper(), (intent, failure) -> {}, () -> true));
        entrance = PromptEntrance.install(camel, pipeline);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:prompt-to-images").process(new AsyncProcessorSupport() {
                    @Override
                    public boolean process(Exchange exchange, AsyncCallback callback) {
                        sent.add(new Sent(exchange, callback));
                        return false;
                    }
                });
            }
        });
        camel.start();
    }

    private Ledger breakable(Ledger real) {
        return (Ledger) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Ledger.class}, (proxy, method, arguments) -> {
                    RuntimeException failure = failing.get(method.getName());
                    if (failure != null) {
                        thrown.incrementAndGet();
                        throw failure;
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    private static PipelineSettings settings(Path directory) {
        Backoff backoff = new Backoff(Duration.ofMillis(10), Duration.ofMillis(10));
        return new PipelineSettings(
                PERMITS,
                backoff,
                backoff,
                1,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                GenerationDefaults.none(),
                KeyTemplate.compile(KeyTemplate.DEFAULT),
                SinkChoice.only("directory"),
                new WorkRoom(directory, 1),
                true);
    }

    private static BillingSettings billing() {
        return new BillingSettings(
                new Account("api.test", "workspace"),
                "principal",
                BillingRules.defaults(),
                Budget.unlimited(),
                Duration.ofMinutes(5),
                Duration.ofMinutes(1),
                100);
    }

    PromptEntrance entrance() {
        return entrance;
    }

    Ledger ledger() {
        return ledger;
    }

    /** Lets a method of the ledger throw from now on. */
    void breakLedger(String method, RuntimeException failure) {
        failing.put(method, failure);
    }

    /** Waits until somebody has met the failure. */
    void awaitFailure() {
        await().atMost(PATIENCE).until(() -> thrown.get() > 0);
    }

    void mendLedger() {
        failing.clear();
    }

    Intake.Permit permit() throws InterruptedException {
        return entrance.intake().acquire().orElseThrow();
    }

    /** Puts the prompts of a message into the ledger, as nobody's; returns the first one's identity. */
    Identity begin(SourceMessage message) throws IOException {
        Optional<Identity> first = Optional.empty();
        try (PromptReader reader = message.reader()) {
            for (Optional<PromptLine> next = reader.next(); next.isPresent(); next = reader.next()) {
                PromptLine.Parsed line = (PromptLine.Parsed) next.get();
                PromptIdentity identity = message.identity(line);
                PromptSource source = new PromptSource(message.place(), line.number());
                entrance.waitingRoom().keep(line.message(), source, identity);
                first = first.or(() -> Optional.of(identity.identity()));
            }
        }
        return first.orElseThrow();
    }

    /** Takes up what the ledger has, as if it were at work. */
    void lease() {
        ledger.leaseDue(Instant.now(), ledger.owner(), MANY);
    }

    /** Puts the prompts of a message into the ledger and lets the first one fail. */
    Identity fail(SourceMessage message) throws IOException {
        Identity identity = begin(message);
        lease();
        ledger.fail(identity, ledger.owner(), Reason.of("refused"));
        return identity;
    }

    /** What the ledger says of a prompt. */
    IntentState state(Identity identity) {
        return ledger.load(identity).orElseThrow().state();
    }

    /** The next prompt that is sent. */
    Sent next() throws InterruptedException {
        Sent next = sent.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no prompt was sent");
        }
        return next;
    }

    boolean hasSent() {
        return !sent.isEmpty();
    }

    /** Stops the pipeline as the context does first of all. */
    void stop() {
        pipeline.stop();
    }

    @Override
    public void close() throws IOException {
        failing.clear();
        camel.close();
        ledger.close();
    }
}
