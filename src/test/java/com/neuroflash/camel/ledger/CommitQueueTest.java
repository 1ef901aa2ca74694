package com.neuroflash.camel.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.neuroflash.camel.billing.AttemptState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CommitQueueTest {
    private static final int CALLERS = 10;

    @TempDir
    Path directory;

    private final ExecutorService threads = Executors.newFixedThreadPool(CALLERS + 1);
    private JdbcLedger ledger;
    private Transactions transactions;

    @BeforeEach
    void open() {
        ledger = (JdbcLedger) Ledger.open(
                LedgerSettings.of("jdbc:sqlite:" + directory.resolve("ledger.db"), LedgerSettings.Access.RUN));
        transactions = ledger.transactions();
    }

    @AfterEach
    void close() {
        ledger.close();
        threads.shutdownNow();
    }

    @Test
    void commitsTogetherWhatWaitsTogether() throws InterruptedException {
        AtomicInteger runs = new AtomicInteger();

        List<CompletableFuture<Integer>> results = together(i -> handle -> {
            runs.incrementAndGet();
            return insert(handle, "owner-" + i);
        });

        results.forEach(CompletableFuture::join);
        assertThat(runs).hasValue(CALLERS);
        assertThat(count()).isEqualTo(CALLERS);
    }

    @Test
    void undoesOneThatThrowsAndNoOther() throws InterruptedException {
        List<CompletableFuture<Integer>> results = together(i -> handle -> {
            int inserted = insert(handle, "owner-" + i);
            if (i == 3) {
                throw new IllegalArgumentException("not this one");
            }
            return inserted;
        });

        for (int i = 0; i < CALLERS; i++) {
            if (i == 3) {
                assertThatThrownBy(results.get(i)::join)
                        .isInstanceOf(CompletionException.class)
                        .hasRootCauseMessage("not this one");
            } else {
                assertThat(results.get(i).join()).isEqualTo(1);
            }
        }
        assertThat(count()).isEqualTo(CALLERS - 1);
    }

    @Test
    void isClosedWithEverythingCommitted() {
        transactions.write(handle -> insert(handle, "owner"));

        ledger.close();

        assertThatThrownBy(() -> transactions.write(handle -> 1)).isInstanceOf(IllegalStateException.class);
        try (Ledger again = Ledger.open(
                LedgerSettings.of("jdbc:sqlite:" + directory.resolve("ledger.db"), LedgerSettings.Access.COMMAND))) {
            assertThat(again.heartbeat("owner", Duration.ofHours(1))).isTrue();
        }
    }

    private static Stream<RuntimeException> waysToBreak() {
        return Stream.of(
                new LedgerUnavailableException("the connection broke during the commit", null),
                new IllegalStateException("an error that nobody knows"));
    }

    @ParameterizedTest
    @MethodSource("waysToBreak")
    void rejectsAnAttemptWhoseCommitWasNeverConfirmed(RuntimeException broken) {
        Prompt prompt = new Prompt("the-one", "a lighthouse at dawn");
        Unconfirmed breaking = new Unconfirmed(transactions);
        JdbcLedger unlucky = new JdbcLedger(breaking, Dialect.SQLITE, () -> {});
        unlucky.heartbeat("me", Duration.ofHours(1));

        breaking.next = Optional.of(broken);
        assertThatThrownBy(() -> unlucky.prepare(prompt.intent(), Prompt.by("me")))
                .isSameAs(broken);
        PrepareResult again = unlucky.prepare(prompt.intent(), Prompt.by("me"));

        assertThat(again).isInstanceOf(PrepareResult.Prepared.class);
        assertThat(ledger.load(prompt.identity()).orElseThrow().attempts())
                .extracting(AttemptRecord::state)
                .containsExactly(AttemptState.REJECTED, AttemptState.PREPARED);
        assertThat(ledger.operator().totals().reservedImages()).isEqualTo(4);
    }

    @Test
    void takesNoAttemptForItsOwnThatWasCommittedBefore() {
        Prompt prompt = new Prompt("the-one", "a lighthouse at dawn");
        Unconfirmed breaking = new Unconfirmed(transactions);
        JdbcLedger unlucky = new JdbcLedger(breaking, Dialect.SQLITE, () -> {});
        unlucky.heartbeat("me", Duration.ofHours(1));
        unlucky.prepare(prompt.intent(), Prompt.by("me"));

        breaking.next = waysToBreak().findFirst();
        assertThatThrownBy(() -> unlucky.prepare(prompt.intent(), Prompt.by("me")))
                .isInstanceOf(LedgerUnavailableException.class);

        assertThat(unlucky.prepare(prompt.intent(), Prompt.by("me"))).isInstanceOf(PrepareResult.Known.class);
        assertThat(ledger.load(prompt.identity()).orElseThrow().attempts())
                .extracting(AttemptRecord::state)
                .containsExactly(AttemptState.PREPARED);
    }

    private interface Numbered {
        Transactions.Work<Integer> work(int number);
    }

    /** Callers that all wait while another one's work is under way. */
    private List<CompletableFuture<Integer>> together(Numbered numbered) throws InterruptedException {
        CountDownLatch under = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        CompletableFuture<Object> first = CompletableFuture.supplyAsync(
                () -> transactions.write(handle -> {
                    under.countDown();
                    await(go);
                    return 0;
                }),
                threads);
        under.await();
        List<CompletableFuture<Integer>> all = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            int number = i;
            all.add(CompletableFuture.supplyAsync(() -> transactions.write(numbered.work(number)), threads));
        }
        go.countDown();
        first.join();
        return all;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static int insert(Handle handle, String owner) {
        return handle.execute("insert into owners (id, lease_until) values (?, " + Long.MAX_VALUE + ")", owner);
    }

    private int count() {
        return transactions.read(handle -> handle.createQuery("select count(*) from owners")
                .mapTo(Integer.class)
                .one());
    }

    /** Commits, and then throws. */
    private static final class Unconfirmed implements Transactions {
        private final Transactions real;
        private Optional<RuntimeException> next = Optional.empty();

        Unconfirmed(Transactions real) {
            this.real = real;
        }

        @Override
        public <T> T write(Work<T> work) {
            T result = real.write(work);
            if (next.isPresent()) {
                RuntimeException broken = next.get();
                next = Optional.empty();
                throw broken;
            }
            return result;
        }

        @Override
        public <T> T read(Work<T> work) {
            return real.read(work);
        }

        @Override
        public void close() {}
    }
}
