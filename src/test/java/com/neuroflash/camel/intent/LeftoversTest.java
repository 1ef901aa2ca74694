package com.neuroflash.camel.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.neuroflash.camel.api.GenerationDefaults;
import com.neuroflash.camel.api.GenerationRequest;
import com.neuroflash.camel.billing.Account;
import com.neuroflash.camel.billing.AttemptState;
import com.neuroflash.camel.billing.BillingRules;
import com.neuroflash.camel.billing.Budget;
import com.neuroflash.camel.billing.FrozenRequest;
import com.neuroflash.camel.billing.Identity;
import com.neuroflash.camel.billing.IntentState;
import com.neuroflash.camel.billing.Moment;
import com.neuroflash.camel.history.HistoryWalker;
import com.neuroflash.camel.ledger.IntentRecord;
import com.neuroflash.camel.ledger.Ledger;
import com.neuroflash.camel.ledger.LedgerSettings;
import com.neuroflash.camel.ledger.Reason;
import com.neuroflash.camel.ledger.SettlementLedger;
import com.neuroflash.camel.prompt.PromptMessage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a ledger that was lost and rebuilt can't know of is awaited, asked about, and never paid again. */
class LeftoversTest {
    private static final Account ACCOUNT = new Account("app.example.com", "w");
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final Duration A_LITTLE = Duration.ofSeconds(30);
    private static final BillingSettings SETTINGS = new BillingSettings(
            ACCOUNT,
            "client-1",
            BillingRules.defaults(),
            Budget.unlimited(),
            Duration.ofHours(1),
            Duration.ofMinutes(10),
            100);

    @TempDir
    private Path directory;

    private final ListedHistory history = new ListedHistory();
    private final ServerTimekeeper time = new ServerTimekeeper(this::moment);
    private Duration passed = Duration.ZERO;
    private Ledger ledger;

    @BeforeEach
    void open() {
        ledger = Ledger.open(
                LedgerSettings.of("jdbc:sqlite:" + directory.resolve("ledger.db"), LedgerSettings.Access.RUN));
        ledger.heartbeat(ledger.owner(), Duration.ofHours(1));
        time.heard(START, Duration.ZERO);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void sendsNothingUnknownUntilWhatWasUnderWayMustShow() {
        ledger.operator().rebuild(List.of());
        Purchases purchases = purchases();
        PromptRun run = run("order-1", "a lighthouse at dawn");

        assertThatThrownBy(() -> purchases.prepare(run, OptionalInt.empty()))
                .isInstanceOf(PromptParkedException.class)
                .hasMessageContaining("the ledger was rebuilt");

        passed = settleTime().minusSeconds(1);
        assertThat(ledger.leaseDue(time.now(), ledger.owner(), 1)).isEmpty();
        passed = settleTime().plus(A_LITTLE);
        IntentRecord due = ledger.leaseDue(time.now(), ledger.owner(), 1).get(0);
        PromptRun resumed = PromptRun.of(due, passed.toNanos());
        purchases.prepare(resumed, OptionalInt.empty());
        assertThat(states(run)).containsExactly(AttemptState.PREPARED);
    }

    @Test
    void findsWhatWasUnderWayThoughTheHistoryDidNotShowItAtFirst() {
        ledger.operator().rebuild(List.of());
        Purchases purchases = purchases();
        PromptRun run = run("order-1", "a lighthouse at dawn");
        assertThatThrownBy(() -> purchases.prepare(run, OptionalInt.empty())).isInstanceOf(PromptParkedException.class);

        history.add("b1", "i1", "a lighthouse at dawn", START.plusSeconds(60));
        passed = settleTime().plus(A_LITTLE);
        PromptRun resumed =
                PromptRun.of(ledger.leaseDue(time.now(), ledger.owner(), 1).get(0), passed.toNanos());

        assertThatThrownBy(() -> purchases.prepare(resumed, OptionalInt.empty()))
                .isInstanceOf(PromptParkedException.class);
        assertThat(states(run)).as("settled as one whose answer was lost").containsExactly(AttemptState.UNKNOWN);
    }

    @Test
    void sendsAgainAtOnceWhatTheRebuiltLedgerSentItself() {
        PromptRun run = run("order-1", "a lighthouse at dawn");
        Purchases before = purchases();
        before.prepare(run, OptionalInt.empty());
        ledger.rejected(run.attempt().orElseThrow().id(), Reason.of("429"), Optional.empty());
        ledger.operator().rebuild(List.of());

        assertThatCode(() -> purchases().prepare(run, OptionalInt.empty())).doesNotThrowAnyException();

        assertThat(states(run)).containsExactly(AttemptState.REJECTED, AttemptState.PREPARED);
    }

    @Test
    void waitsForNothingWhenNoLedgerWasLost() {
        PromptRun run = run("order-1", "a lighthouse at dawn");

        purchases().prepare(run, OptionalInt.empty());

        assertThat(ledger.load(run.identity()).orElseThrow().state()).isEqualTo(IntentState.ACTIVE);
        assertThat(states(run)).containsExactly(AttemptState.PREPARED);
    }

    @Test
    void asksForTheClaimsOfLookalikesAlone() {
        for (int i = 0; i < 20; i++) {
            history.add("b" + i, "i" + i, "somebody's motif number " + i, START.minusSeconds(600 - i));
        }
        ledger.operator().rebuild(List.of());
        List<Integer> asked = new ArrayList<>();
        Leftovers leftovers = new Leftovers(counting(asked), SETTINGS, time, knowledge());
        leftovers.awaitedUntil();
        passed = settleTime().plus(A_LITTLE);
        assertThat(leftovers.awaitedUntil()).isEmpty();

        assertThat(leftovers.mayBeOf(frozen("a lighthouse at dawn"))).isFalse();
        assertThat(leftovers.mayBeOf(frozen("a harbour at dusk"))).isFalse();
        assertThat(leftovers.mayBeOf(frozen("somebody's motif number 7"))).isTrue();

        assertThat(asked)
                .as("batches asked about: all once, then the lookalike")
                .containsExactly(20, 1);
    }

    private Purchases purchases() {
        OwnerLease lease = new OwnerLease(ledger, time, Duration.ofHours(1));
        lease.beat();
        return new Purchases(ledger, SETTINGS, time, lease, knowledge());
    }

    private HistoryKnowledge knowledge() {
        return new HistoryKnowledge(new HistoryWalker(history, time), time, Duration.ofHours(1));
    }

    private PromptRun run(String id, String text) {
        return new PromptRun(
                PromptMessage.of(GenerationRequest.of(text)),
                new PromptSource("prompts.jsonl", 1),
                new PromptIdentity(
                        "inbox",
                        Identity.ofSender("inbox", id),
                        Identity.rawHash((id + text).getBytes(StandardCharsets.UTF_8)),
                        false),
                frozen(text),
                "{image_id}.{ext}",
                Optional.of("directory"));
    }

    private static FrozenRequest frozen(String text) {
        return FrozenRequest.freeze(ACCOUNT, GenerationRequest.of(text), GenerationDefaults.none());
    }

    private List<AttemptState> states(PromptRun run) {
        return ledger.load(run.identity()).orElseThrow().attempts().stream()
                .map(attempt -> attempt.state())
                .toList();
    }

    private static Duration settleTime() {
        return SETTINGS.rules().settleTime();
    }

    private Moment moment() {
        return new Moment(START.plus(passed), passed.toNanos());
    }

    /** The ledger, which writes down for how many batches it was asked who owns them. */
    private Ledger counting(List<Integer> asked) {
        SettlementLedger settlement = wrapped(SettlementLedger.class, ledger.settlement(), (method, arguments) -> {
            if (method.equals("claims")) {
                asked.add(((Collection<?>) arguments[1]).size());
            }
            return Optional.empty();
        });
        return wrapped(
                Ledger.class,
                ledger,
                (method, arguments) -> method.equals("settlement") ? Optional.of(settlement) : Optional.empty());
    }

    private interface Instead {
        Optional<Object> answer(String method, Object[] arguments);
    }

    private static <T> T wrapped(Class<T> type, T real, Instead instead) {
        Object proxy =
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    Optional<Object> answer = instead.answer(method.getName(), arguments);
                    if (answer.isPresent()) {
                        return answer.get();
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
        return type.cast(proxy);
    }
}
