package com.neuroflash.camel.intent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PermitsTest {
    private final List<String> back = new ArrayList<>();

    @Test
    void letsAnotherWorkWhileOneWaits() throws InterruptedException {
        Permits permits = new Permits(1, 10);
        assertThat(permits.tryAcquire(0)).isTrue();
        assertThat(permits.tryAcquire(0)).isFalse();

        permits.leave();

        assertThat(permits.tryAcquire(0)).isTrue();
    }

    @Test
    void servesWhoComesBackBeforeWhoComesNew() throws InterruptedException {
        Permits permits = new Permits(1, 10);
        permits.tryAcquire(0);
        permits.leave();
        permits.tryAcquire(0);
        assertThat(permits.comeBack(() -> back.add("first"))).isFalse();

        permits.release();

        assertThat(back).containsExactly("first");
        assertThat(permits.tryAcquire(0)).isFalse();
        permits.release();
        assertThat(permits.tryAcquire(0)).isTrue();
    }

    @Test
    void givesBackAtOnceWhatIsFree() throws InterruptedException {
        Permits permits = new Permits(1, 10);
        permits.tryAcquire(0);
        permits.leave();

        assertThat(permits.comeBack(() -> back.add("again"))).isTrue();

        assertThat(back).isEmpty();
        assertThat(permits.tryAcquire(0)).isFalse();
    }

    @Test
    void letsNobodyNewInWhileTooManyWait() throws InterruptedException {
        Permits permits = new Permits(1, 2);
        for (int waiting = 0; waiting < 2; waiting++) {
            assertThat(permits.tryAcquire(0)).isTrue();
            permits.leave();
        }
        assertThat(permits.tryAcquire(0)).isFalse();

        permits.stayAway(Optional.empty());

        assertThat(permits.tryAcquire(0)).isTrue();
    }

    @Test
    void forgetsWhoAskedAndEndedBefore() throws InterruptedException {
        Permits permits = new Permits(1, 1);
        permits.tryAcquire(0);
        permits.leave();
        Runnable again = () -> back.add("again");
        permits.comeBack(() -> back.add("unused"));
        permits.leave();
        assertThat(permits.comeBack(again)).isTrue();
        permits.leave();

        permits.stayAway(Optional.empty());

        assertThat(permits.tryAcquire(0)).isTrue();
        assertThat(back).isEmpty();
    }

    @Test
    void neverLetsMoreWorkThanThereArePermits() throws Exception {
        int workers = 8;
        Permits permits = new Permits(3, 100);
        AtomicInteger working = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        List<Future<?>> ends = new ArrayList<>();
        for (int worker = 0; worker < workers; worker++) {
            ends.add(threads.submit(() -> work(permits, working, most)));
        }

        for (Future<?> end : ends) {
            end.get(60, TimeUnit.SECONDS);
        }
        threads.shutdown();

        assertThat(most.get()).isLessThanOrEqualTo(3);
        for (int permit = 0; permit < 3; permit++) {
            assertThat(permits.tryAcquire(0)).isTrue();
        }
        assertThat(permits.tryAcquire(0)).isFalse();
    }

    private static Void work(Permits permits, AtomicInteger working, AtomicInteger most) throws InterruptedException {
        for (int round = 0; round < 2_000; round++) {
            assertThat(permits.acquire()).isTrue();
            most.accumulateAndGet(working.incrementAndGet(), Math::max);
            working.decrementAndGet();
            permits.leave();
            CountDownLatch again = new CountDownLatch(1);
            if (!permits.comeBack(again::countDown)) {
                again.await();
            }
            most.accumulateAndGet(working.incrementAndGet(), Math::max);
            working.decrementAndGet();
            permits.release();
        }
        return null;
    }

    @Test
    void wakesEveryoneWhenItStops() throws Exception {
        Permits permits = new Permits(1, 1);
        permits.tryAcquire(0);
        ExecutorService threads = Executors.newSingleThreadExecutor();
        Future<Boolean> waiting = threads.submit(permits::acquire);

        permits.stop();

        assertThat(waiting.get(60, TimeUnit.SECONDS)).isFalse();
        threads.shutdown();
    }
}
