package com.neuroflash.camel.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.neuroflash.camel.billing.IntentState;
import com.neuroflash.camel.ledger.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionTimeoutException;

/** One scenario: a simulator, instances of the service and a ledger, each in a process of its own, and what came of it. */
final class Lab implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(Long.getLong("chaos.patience-minutes", 10));
    private static final int SHOWN = 12;

    private final Path directory;
    private final String scenario;
    private final long seed;
    private final Random random;
    private final SimulatorServer simulator;
    private final Inbox inbox;
    private final SinkDirectory sink;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final Map<String, String> moreEnvironment = new HashMap<>();
    private final List<Application> applications = new ArrayList<>();
    private LedgerBook ledger;
    private Optional<Path> mutant = Optional.empty();

    /** With a simulator that runs, and an inbox, a sink and an SQLite ledger that are empty. */
    Lab(Path directory, String scenario, long seed, String... simulatorOptions) {
        this(directory, scenario, seed, Map.of(), simulatorOptions);
    }

    /** The same, with a simulator in another environment. */
    Lab(
            Path directory,
            String scenario,
            long seed,
            Map<String, String> simulatorEnvironment,
            String... simulatorOptions) {
        this.directory = directory;
        this.scenario = scenario;
        this.seed = seed;
        this.random = new Random(seed);
        simulator = new SimulatorServer(make("simulator"), seed, List.of(simulatorOptions), simulatorEnvironment);
        inbox = new Inbox(directory.resolve("inbox"));
        sink = new SinkDirectory(make("outbox"));
        ledger = new LedgerBook("jdbc:sqlite:" + directory.resolve("ledger.db"), Optional.empty());
        settings.putAll(quick());
        settings.put("inbox.directory", inbox.directory().toString());
        settings.put("delivery.directory", sink.root().toString());
        simulator.start();
        System.out.println("chaos: " + scenario + " begins, seed " + seed);
    }

    /** What takes minutes in earnest takes seconds here. */
    private static Map<String, String> quick() {
        Map<String, String> quick = new LinkedHashMap<>();
        quick.put("inbox.poll-interval", "100ms");
        quick.put("inbox.settle-time", "100ms");
        quick.put("pipeline.first-backoff", "50ms");
        quick.put("pipeline.max-backoff", "500ms");
        quick.put("pipeline.max-pause", "1s");
        quick.put("pipeline.resume-interval", "200ms");
        quick.put("pipeline.max-hold", "2s");
        quick.put("neuroflash.response-timeout", "5s");
        quick.put("billing.generation-limit", "6s");
        quick.put("billing.history-lag", "1s");
        quick.put("billing.send-guard", "2s");
        quick.put("billing.settle-interval", "200ms");
        quick.put("ledger.lease", "3s");
        return quick;
    }

    Random random() {
        return random;
    }

    SimulatorServer simulator() {
        return simulator;
    }

    Inbox inbox() {
        return inbox;
    }

    SinkDirectory sink() {
        return sink;
    }

    LedgerBook ledger() {
        return ledger;
    }

    Path directory() {
        return directory;
    }

    /** A setting of all instances to come. */
    Lab with(String key, String value) {
        settings.put(key, value);
        return this;
    }

    /** A variable in the environment of all instances to come. */
    Lab withEnvironment(String name, String value) {
        moreEnvironment.put(name, value);
        return this;
    }

    /** Another ledger than SQLite's. */
    Lab with(LedgerBook other) {
        ledger = other;
        return this;
    }

    /** Classes that come before the service's own. */
    Lab with(Path mutantClasses) {
        mutant = Optional.of(mutantClasses);
        return this;
    }

    /** Another instance, not started yet. */
    Application application() {
        Map<String, String> own = new LinkedHashMap<>(settings);
        own.put("ledger.url", ledger.url());
        ledger.user().ifPresent(user -> own.put("ledger.user", user));
        Application application = new Application(make("instance-" + applications.size()), environment(), own, mutant);
        applications.add(application);
        return application;
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(moreEnvironment);
        environment.put("NEUROFLASH_BASE_URL", simulator.baseUrl().toString());
        environment.put("NEUROFLASH_TOKEN_URL", simulator.tokenUrl().toString());
        environment.put("NEUROFLASH_WORKSPACE_ID", "simulator-workspace");
        environment.put("NEUROFLASH_CLIENT_ID", "simulator-client");
        environment.put("NEUROFLASH_CLIENT_SECRET", "simulator-secret");
        environment.put("LOG_LEVEL", System.getProperty("chaos.log-level", "INFO"));
        return environment;
    }

    /** Drops prompts that differ, numbered from {@code first}. */
    void ask(int first, int count) {
        inbox.drop(IntStream.range(first, first + count)
                .mapToObj(number -> Map.<String, Object>of("prompt", "Motif " + number + " of seed " + seed))
                .toList());
    }

    /** Has the server's ways learnt from some answers; without them what is lost later is held. */
    void learn(int prompts) {
        ask(0, prompts);
        awaitSettled();
        if (ledger.states().getOrDefault(IntentState.DONE, 0L) < prompts) {
            throw new AssertionError(scenario + ": nothing to learn from: the machine is too busy for answers in time: "
                    + ledger.states());
        }
    }

    /** Waits until a state is reached; fails with the figures and the end of the logs. */
    void awaitThat(String what, BooleanSupplier reached) {
        try {
            await().pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(20))
                    .atMost(PATIENCE)
                    .until(reached::getAsBoolean);
        } catch (ConditionTimeoutException timeout) {
            throw new AssertionError(scenario + ", seed " + seed + ": waited in vain until " + what + "; intents "
                    + ledger.states() + ", inbox empty " + inbox.isEmpty() + story());
        }
    }

    /** Waits until no input is on its way any more. */
    void awaitSettled() {
        int inputs = inbox.asked().size();
        try {
            await().pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(250))
                    .atMost(PATIENCE)
                    .until(() -> isDead() || inbox.isEmpty() && ledger.isSettled(inputs));
        } catch (ConditionTimeoutException timeout) {
            throw new AssertionError(scenario + ", seed " + seed + ": " + inputs + " inputs don't settle; intents "
                    + ledger.states() + ", inbox empty " + inbox.isEmpty() + story());
        }
        if (isDead()) {
            throw new AssertionError(scenario + ", seed " + seed + ": no instance runs any more" + story());
        }
    }

    private boolean isDead() {
        return applications.stream().noneMatch(Application::isAlive);
    }

    /** Whether nothing is left to disturb. */
    boolean isSettled() {
        return inbox.isEmpty() && ledger.isSettled(inbox.asked().size());
    }

    /** Kills the instance and starts it again, when a random number of further calls has reached the API. */
    void killAtRandomMoments(Application application, int times, int callsBetween) {
        for (int kill = 0; kill < times; kill++) {
            awaitCalls(1 + random.nextInt(2 * callsBetween));
            application.kill();
            application.start();
        }
    }

    /** Waits until that many further calls reached the API, or nothing is left to do. */
    void awaitCalls(int more) {
        long target = simulator.requests("all") + more;
        long[] looks = {0};
        awaitThat(
                "calls reach " + target,
                () -> simulator.requests("all") >= target || ++looks[0] % 25 == 0 && isSettled());
    }

    /** Compares everything; the comparison itself. */
    Audit audit() {
        return new Audit(inbox.asked(), ledger.intents(), simulator.bill(), sink);
    }

    /** Compares everything, tells the table, and fails when an identity does not hold. */
    Figures verify() {
        return verify(Set.of(), "holds");
    }

    /** The same for prompts that all differ and were sent to a queue. */
    Figures verifyMessages(List<String> prompts) {
        return verify(Audit.ofMessages(prompts, ledger.intents(), simulator.bill(), sink), Set.of(), "holds");
    }

    /** The same, where an assumption was broken: nothing else than that may be found. */
    Figures verify(Set<Violation.Kind> foreseen, String verdict) {
        return verify(audit(), foreseen, verdict);
    }

    private Figures verify(Audit audit, Set<Violation.Kind> foreseen, String verdict) {
        List<Violation> violations = audit.violations().stream()
                .filter(violation -> !foreseen.contains(violation.kind()))
                .toList();
        tellFailed();
        Chronicle.tell(
                scenario, seed, audit.figures(), violations.isEmpty() ? verdict : "BROKEN: " + violations.size());
        assertThat(violations.stream().limit(SHOWN).toList())
                .as("%s, seed %s: %s%s", scenario, seed, audit.figures(), violations.isEmpty() ? "" : story())
                .isEmpty();
        return audit.figures();
    }

    /** Each prompt that failed, with its attempts and its reason: a figure alone does not say whether it had to. */
    private void tellFailed() {
        ledger.intents().stream()
                .filter(intent -> intent.state() == IntentState.FAILED)
                .forEach(intent -> System.out.println("chaos: " + scenario + ", seed " + seed + ": failed: "
                        + Intents.name(intent) + ": " + text(intent.known().reason()) + "; its attempts: "
                        + intent.attempts().stream()
                                .map(attempt -> text(attempt.reason()))
                                .toList()));
    }

    private static String text(Optional<Reason> reason) {
        return reason.map(Reason::text).orElse("no reason");
    }

    /** That a flaw was put in must show, by what it breaks and nothing else. */
    void verifyNoticed(Set<Violation.Kind> broken) {
        Audit audit = audit();
        Map<Violation.Kind, Long> found = audit.violations().stream()
                .collect(Collectors.groupingBy(
                        Violation::kind, () -> new EnumMap<>(Violation.Kind.class), Collectors.counting()));
        Chronicle.tell(scenario, seed, audit.figures(), found.keySet().equals(broken) ? "noticed: " + found : "MISSED");
        assertThat(found.keySet())
                .as("%s, seed %s: %s: %s", scenario, seed, audit.figures(), audit.violations())
                .isEqualTo(broken);
    }

    private String story() {
        StringBuilder story = new StringBuilder();
        for (Application application : applications) {
            List<String> lines = application.log().lines().toList();
            story.append("\n--- ").append(application.directory().getFileName()).append('\n');
            lines.subList(Math.max(0, lines.size() - 40), lines.size())
                    .forEach(line -> story.append(line).append('\n'));
            application.keepLog(scenario + "-" + seed);
        }
        return story.toString();
    }

    private Path make(String name) {
        try {
            return Files.createDirectories(directory.resolve(name));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        applications.forEach(Application::close);
        simulator.close();
    }
}
