package com.neuroflash.camel.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.neuroflash.camel.billing.AttemptState;
import com.neuroflash.camel.billing.Decision;
import com.neuroflash.camel.billing.IntentState;
import com.neuroflash.camel.ledger.AttemptRecord;
import com.neuroflash.camel.ledger.IntentRecord;
import com.neuroflash.camel.ledger.Ledger;
import com.neuroflash.camel.ledger.OpenGroup;
import com.neuroflash.camel.ledger.Reason;
import com.neuroflash.camel.ledger.SettlementLedger;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a ledger that was lost and rebuilt can't know of is awaited, asked about, and never paid again. */
class LeftoversTest {
    private static final Duration A_LITTLE = Duration.ofSeconds(30);
    private static final Duration SETTLE_TIME = Workbench.SETTINGS.rules().settleTime();

    @TempDir
    private Path directory;

    private Workbench bench;

    @BeforeEach
    void open() {
        bench = new Workbench(directory);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void sendsNothingUnknownUntilWhatWasUnderWayMustShow() {
        bench.ledger.operator().rebuild(List.of());
        Purchases purchases = bench.purchases();
        PromptRun run = bench.run("order-1", "a lighthouse at dawn");

        assertThatThrownBy(() -> purchases.prepare(run, OptionalInt.empty()))
                .isInstanceOf(PromptParkedException.class)
                .hasMessageContaining("the ledger was rebuilt");

        bench.passed = SETTLE_TIME.minusSeconds(1);
        assertThat(bench.ledger.leaseDue(bench.time.now(), bench.ledger.owner(), 1))
                .isEmpty();
        bench.passed = SETTLE_TIME.plus(A_LITTLE);
        IntentRecord due =
                bench.ledger.leaseDue(bench.time.now(), bench.ledger.owner(), 1).get(0);
        PromptRun resumed = PromptRun.of(due, bench.passed.toNanos());
        purchases.prepare(resumed, OptionalInt.empty());
        assertThat(bench.states(run)).containsExactly(AttemptState.PREPARED);
    }

    @Test
    void findsWhatWasUnderWayThoughTheHistoryDidNotShowItAtFirst() {
        bench.ledger.operator().rebuild(List.of());
        Purchases purchases = bench.purchases();
        PromptRun run = bench.run("order-1", "a lighthouse at dawn");
        assertThatThrownBy(() -> purchases.prepare(run, OptionalInt.empty())).isInstanceOf(PromptParkedException.class);

        bench.history.add("b1", "i1", "a lighthouse at dawn", Workbench.START.plusSeconds(60));
        bench.passed = SETTLE_TIME.plus(A_LITTLE);
        PromptRun resumed = PromptRun.of(
                bench.ledger.leaseDue(bench.time.now(), bench.ledger.owner(), 1).get(0), bench.passed.toNanos());

        assertThatThrownBy(() -> purchases.prepare(resumed, OptionalInt.empty()))
                .isInstanceOf(PromptParkedException.class);
        assertThat(bench.states(run)).as("settled as one whose answer was lost").containsExactly(AttemptState.UNKNOWN);
        IntentRecord parked = bench.ledger.load(run.identity()).orElseThrow();
        assertThat(parked.known().reason().orElseThrow().text()).startsWith("not sent by this ledger");
        assertThat(parked.attempts().get(0).isAssumed()).isTrue();
    }

    @Test
    void saysToTheEndThatItWasNotSent() {
        PromptRun run = bench.run("order-1", "a lighthouse at dawn");
        bench.purchases().prepare(run, OptionalInt.empty());
        String attempt = run.call().attempt().orElseThrow().id();
        bench.ledger.unknown(attempt, Reason.of(AttemptRecord.ASSUMED));
        OpenGroup group = bench.ledger
                .settlement()
                .group(Workbench.ACCOUNT, run.frozen().likeness())
                .orElseThrow();

        bench.ledger.settlement().settle(group, Map.of(attempt, new Decision.Held(Decision.Doubt.LOOKS_LIKE_OURS)));

        IntentRecord held = bench.ledger.load(run.identity()).orElseThrow();
        assertThat(held.state()).isEqualTo(IntentState.HELD);
        assertThat(held.known().reason().orElseThrow().text()).isEqualTo(AttemptRecord.ASSUMED);
        bench.ledger.operator().resubmit(run.identity(), Reason.of("resubmitted by a person"));
        AttemptRecord waived =
                bench.ledger.load(run.identity()).orElseThrow().attempts().get(0);
        assertThat(waived.state()).isEqualTo(AttemptState.WAIVED);
        assertThat(waived.isAssumed()).isTrue();
        assertThat(waived.reason().orElseThrow().text()).endsWith("; resubmitted by a person");
    }

    @Test
    void sendsAgainAtOnceWhatTheRebuiltLedgerSentItself() {
        PromptRun run = bench.run("order-1", "a lighthouse at dawn");
        Purchases before = bench.purchases();
        before.prepare(run, OptionalInt.empty());
        bench.ledger.rejected(run.call().attempt().orElseThrow().id(), Reason.of("429"), Optional.empty());
        bench.ledger.operator().rebuild(List.of());

        assertThatCode(() -> bench.purchases().prepare(run, OptionalInt.empty()))
                .doesNotThrowAnyException();

        assertThat(bench.states(run)).containsExactly(AttemptState.REJECTED, AttemptState.PREPARED);
    }

    @Test
    void waitsForNothingWhenNoLedgerWasLost() {
        PromptRun run = bench.run("order-1", "a lighthouse at dawn");

        bench.purchases().prepare(run, OptionalInt.empty());

        assertThat(bench.ledger.load(run.identity()).orElseThrow().state()).isEqualTo(IntentState.ACTIVE);
        assertThat(bench.states(run)).containsExactly(AttemptState.PREPARED);
    }

    @Test
    void asksForTheClaimsOfLookalikesAlone() {
        for (int i = 0; i < 20; i++) {
            bench.history.add("b" + i, "i" + i, "somebody's motif number " + i, Workbench.START.minusSeconds(600 - i));
        }
        bench.ledger.operator().rebuild(List.of());
        List<Integer> asked = new ArrayList<>();
        Leftovers leftovers = new Leftovers(counting(asked), Workbench.SETTINGS, bench.time, bench.knowledge());
        leftovers.awaitedUntil();
        bench.passed = SETTLE_TIME.plus(A_LITTLE);
        assertThat(leftovers.awaitedUntil()).isEmpty();

        assertThat(leftovers.mayBeOf(Workbench.frozen("a lighthouse at dawn"))).isFalse();
        assertThat(leftovers.mayBeOf(Workbench.frozen("a harbour at dusk"))).isFalse();
        assertThat(leftovers.mayBeOf(Workbench.frozen("somebody's motif number 7")))
                .isTrue();

        assertThat(asked)
                .as("batches asked about: all once, then the lookalike")
                .containsExactly(20, 1);
    }

    /** The ledger, which writes down for how many batches it was asked who owns them. */
    private Ledger counting(List<Integer> asked) {
        SettlementLedger settlement =
                wrapped(SettlementLedger.class, bench.ledger.settlement(), (method, arguments) -> {
                    if (method.equals("claims")) {
                        asked.add(((Collection<?>) arguments[1]).size());
                    }
                    return Optional.empty();
                });
        return wrapped(
                Ledger.class,
                bench.ledger,
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
