package com.neuroflash.camel.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.neuroflash.camel.billing.Attempt;
import com.neuroflash.camel.billing.AttemptState;
import com.neuroflash.camel.billing.Budget;
import com.neuroflash.camel.billing.Decision;
import com.neuroflash.camel.billing.Identity;
import com.neuroflash.camel.billing.IntentState;
import com.neuroflash.camel.billing.SendPermission;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** What every ledger promises to many who ask at once. */
abstract class ConcurrencyContract extends LedgerTestBase {
    private static final int THREADS = 20;

    @Test
    void preparesOneAttemptOfAnIntentAtATime() throws Exception {
        ledger.begin(prompt.intent(), ME);

        List<PrepareResult> results = atOnce(i -> ledger.prepare(prompt.identity(), Prompt.by(ME)));

        assertThat(results).filteredOn(PrepareResult.Prepared.class::isInstance).hasSize(1);
        assertThat(results)
                .filteredOn(PrepareResult.Refused.class::isInstance)
                .hasSize(THREADS - 1)
                .containsOnly(new PrepareResult.Refused(new SendPermission.Unsettled()));
    }

    @Test
    void beginsAnIntentOnce() throws Exception {
        ledger.heartbeat("process-0", LONG);

        List<PrepareResult> results = atOnce(i -> ledger.prepare(prompt.intent(), Prompt.by("process-" + i % 3)));

        assertThat(results).filteredOn(PrepareResult.Prepared.class::isInstance).hasSize(1);
        assertThat(load(prompt).attempts()).hasSize(1);
    }

    @Test
    void keepsEachOnceInWhateverOrderTheyCome() throws Exception {
        List<Prompt> prompts = Prompt.many(50, "a mug");

        List<Integer> fresh = atOnce(i -> {
            List<NewIntent> shuffled =
                    new ArrayList<>(prompts.stream().map(Prompt::intent).toList());
            Collections.shuffle(shuffled, new Random(i));
            return shuffled.size()
                    - ledger.keep(shuffled, NOW, Reason.of("posted")).size();
        });

        assertThat(fresh.stream().mapToInt(Integer::intValue).sum()).isEqualTo(prompts.size());
        assertThat(ledger.waiting()).isEqualTo(prompts.size());
    }

    @Test
    void neverPreparesBehindAnUnknownOneThatLooksAlike() throws Exception {
        List<Prompt> twins = Prompt.many(THREADS, prompt.text());
        Attempt first = prepare(prompt);

        List<Object> results = atOnce(i -> i == 0
                ? ledger.unknown(first.id(), Reason.of("timeout"))
                : ledger.prepare(twins.get(i).intent(), Prompt.by(ME)));

        OpenGroup group = ledger.settlement()
                .group(Prompt.ACCOUNT, prompt.request().likeness())
                .orElseThrow();
        long prepared = results.stream()
                .filter(PrepareResult.Prepared.class::isInstance)
                .count();
        assertThat(group.attempts()).hasSize((int) prepared + 1);
        assertThat(atOnce(i -> ledger.prepare(new Prompt("late-" + i, prompt.text()).intent(), Prompt.by(ME))))
                .containsOnly(new PrepareResult.Refused(new SendPermission.Barred()));
    }

    @Test
    void sendsOneAtATimeOnceAnUnknownOneIsSettled() throws Exception {
        Attempt first = unknown(prompt);
        OpenGroup group = ledger.settlement()
                .group(Prompt.ACCOUNT, prompt.request().likeness())
                .orElseThrow();

        List<SettleResult> results =
                atOnce(i -> ledger.settlement().settle(group, Map.of(first.id(), new Decision.Absent())));

        assertThat(results).filteredOn(SettleResult.Settled.class::isInstance).hasSize(1);
        assertThat(results)
                .filteredOn(SettleResult.GroupChanged.class::isInstance)
                .hasSize(THREADS - 1);
    }

    @Test
    void reservesTheLastOfABudgetOnce() throws Exception {
        Budget budget = Prompt.daily(7 * 4 + 3);

        List<PrepareResult> results =
                atOnce(i -> ledger.prepare(new Prompt("id-" + i, "text " + i).intent(), Prompt.by(ME, budget)));

        assertThat(results).filteredOn(PrepareResult.Prepared.class::isInstance).hasSize(7);
        assertThat(results)
                .filteredOn(PrepareResult.OverBudget.class::isInstance)
                .hasSize(THREADS - 7);
        assertThat(ledger.operator().totals().reservedImages()).isEqualTo(28);
    }

    @Test
    void countsEverythingWithoutALimitToo() throws Exception {
        atOnce(i -> prepare(new Prompt("id-" + i, "text " + i)));

        assertThat(ledger.prepare(prompt.intent(), Prompt.by(ME, Prompt.daily(THREADS * 4 + 3))))
                .isInstanceOf(PrepareResult.OverBudget.class);
        assertThat(ledger.prepare(prompt.identity(), Prompt.by(ME, Prompt.daily(THREADS * 4 + 4))))
                .isInstanceOf(PrepareResult.Prepared.class);
    }

    @Test
    void leasesEachIntentToOneOwner() throws Exception {
        List<Prompt> prompts = Prompt.many(60, "a tree");
        prompts.forEach(one -> ledger.begin(one.intent(), ME));
        prompts.forEach(one -> ledger.park(one.identity(), ME, NOW, Reason.of("quota")));

        List<List<IntentRecord>> leased = atOnce(i -> ledger.leaseDue(NOW, i % 2 == 0 ? ME : OTHER, 5));

        List<Identity> all = leased.stream()
                .flatMap(List::stream)
                .map(IntentRecord::identity)
                .toList();
        assertThat(all).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(60);
        assertThat(new HashSet<>(all)).hasSizeGreaterThanOrEqualTo(30);
    }

    @Test
    void givesWhatAGoneOwnerLeftToOneOwner() throws Exception {
        prepare(prompt);
        ledger.heartbeat("process-3", LONG);
        ledger.heartbeat(ME, LAPSED);

        List<Optional<IntentRecord>> taken =
                atOnce(i -> ledger.take(prompt.identity(), i % 2 == 0 ? OTHER : "process-3"));

        assertThat(taken).filteredOn(Optional::isPresent).hasSize(1);
        assertThat(load(prompt).attempts()).extracting(AttemptRecord::state).containsExactly(AttemptState.UNKNOWN);
    }

    @Test
    void givesABatchToOneOfManyWhoClaimIt() throws Exception {
        List<Attempt> attempts = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            attempts.add(prepare(new Prompt("id-" + i, "text " + i)));
        }

        List<RecordResult> results = atOnce(i -> ledger.answered(
                attempts.get(i).id(),
                i % 2 == 0 ? Prompt.answer("b1", "i1", "i2") : Prompt.answer("b1", "i2", "i1"),
                Prompt.ANSWERED));

        assertThat(results).filteredOn(RecordResult.Recorded.class::isInstance).hasSize(1);
        assertThat(results)
                .filteredOn(RecordResult.ClaimConflict.class::isInstance)
                .hasSize(THREADS - 1);
        assertThat(ledger.operator().totals().claimedImages()).isEqualTo(2);
    }

    @Test
    void endsAnIntentWhoseLastImagesComeTogether() throws Exception {
        Attempt attempt = prepare(prompt);
        String[] ids = new String[THREADS];
        for (int i = 0; i < THREADS; i++) {
            ids[i] = "i" + i;
        }
        ledger.answered(attempt.id(), Prompt.answer("b1", ids), Prompt.ANSWERED);

        atOnce(i -> ledger.imageDelivered(attempt.id(), i, Prompt.object("k" + i), Optional.empty()));

        assertThat(load(prompt).state()).isEqualTo(IntentState.DONE);
        assertThat(load(prompt).pending()).isEmpty();
    }

    @Test
    void carriesManyPromptsAtOnceToTheirEnd() throws Exception {
        atOnce(i -> {
            for (int j = 0; j < 5; j++) {
                Prompt one = new Prompt("id-" + i + "-" + j, j % 2 == 0 ? "the same" : "text " + i);
                Attempt attempt = prepare(one);
                ledger.answered(attempt.id(), Prompt.answer("b" + i + j, "i" + i + j), Prompt.ANSWERED);
                ledger.imageDelivered(attempt.id(), 0, Prompt.object("k" + i + j), Optional.empty());
            }
            return i;
        });

        OperatorLedger.Totals totals = ledger.operator().totals();
        assertThat(totals.intents()).isEqualTo(Map.of(IntentState.DONE, THREADS * 5L));
        assertThat(totals.billedImages()).isEqualTo(THREADS * 5L);
        assertThat(totals.reservedImages()).isZero();
    }

    private <T> List<T> atOnce(IntFunction<T> work) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            CyclicBarrier start = new CyclicBarrier(THREADS);
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int index = i;
                running.add(threads.submit(() -> {
                    start.await();
                    return work.apply(index);
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) {
                results.add(one.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
