package com.neuroflash.camel.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a sink promises beyond the contract of every sink when it puts only what is absent and compares what is not. */
abstract class PutIfAbsentContract extends SinkContract {
    @Test
    void quarantinesOtherBytesAndKeepsTheOriginal() {
        ObjectKey key = newKey();
        byte[] original = randomBytes(5_000);
        byte[] second = randomBytes(6_000);
        byte[] third = randomBytes(7_000);
        deliver(image(key, original));

        assertThatThrownBy(() -> deliver(image(key, second)))
                .isInstanceOfSatisfying(ObjectConflictException.class, conflict -> {
                    assertThat(conflict.key()).isEqualTo(key.value());
                    assertThat(conflict.quarantineKey()).isEqualTo(".quarantine/" + key);
                })
                .hasMessageContaining(image(key, second).sha256())
                .hasMessageContaining(image(key, original).sha256());
        assertThatThrownBy(() -> deliver(image(key, second))).isInstanceOf(ObjectConflictException.class);
        String quarantineOfThird =
                ".quarantine/" + key + "." + image(key, third).sha256().substring(0, 16);
        assertThatThrownBy(() -> deliver(image(key, third))).hasMessageContaining(quarantineOfThird);

        assertThat(read(key.value())).isEqualTo(original);
        assertThat(read(".quarantine/" + key)).isEqualTo(second);
        assertThat(read(quarantineOfThird)).isEqualTo(third);
    }

    @Test
    void keepsOneObjectOfManyConcurrentPuts() throws Exception {
        SinkObject image = image(newKey(), randomBytes(100_000));
        int writers = 20;
        CyclicBarrier start = new CyclicBarrier(writers);
        ExecutorService threads = Executors.newFixedThreadPool(writers);

        List<Future<?>> puts = new ArrayList<>();
        for (int writer = 0; writer < writers; writer++) {
            puts.add(threads.submit(() -> {
                start.await(20, TimeUnit.SECONDS);
                deliver(image);
                return null;
            }));
        }
        for (Future<?> put : puts) {
            put.get(60, TimeUnit.SECONDS);
        }
        threads.shutdown();

        assertThat(read(image.key().value())).isEqualTo(randomBytes(100_000));
        assertThat(keys(folder(image))).containsExactly(image.key().value());
        assertThat(keys(".quarantine/" + folder(image))).isEmpty();
    }

    @Test
    void keepsOneOfManyConcurrentDifferentPutsAndQuarantinesTheRest() throws Exception {
        ObjectKey key = newKey();
        int writers = 8;
        CyclicBarrier start = new CyclicBarrier(writers);
        ExecutorService threads = Executors.newFixedThreadPool(writers);

        List<Future<Boolean>> puts = new ArrayList<>();
        for (int writer = 0; writer < writers; writer++) {
            SinkObject image = image(key, randomBytes(1_000 + writer));
            puts.add(threads.submit(() -> {
                start.await(20, TimeUnit.SECONDS);
                return isStored(image);
            }));
        }
        int stored = 0;
        for (Future<Boolean> put : puts) {
            stored += put.get(60, TimeUnit.SECONDS) ? 1 : 0;
        }
        threads.shutdown();

        assertThat(stored).isEqualTo(1);
        assertThat(keys(".quarantine/" + key)).hasSize(writers - 1);
    }

    private boolean isStored(SinkObject image) {
        try {
            deliver(image);
            return true;
        } catch (ObjectConflictException ignored) {
            // another writer was first
            return false;
        }
    }
}
