package com.neuroflash.camel.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.neuroflash.camel.api.GenerationRequest;
import com.neuroflash.camel.api.HistoryEntry;
import com.neuroflash.camel.billing.Account;
import com.neuroflash.camel.billing.Identity;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    void takesASidecarOfTheSameImageForDoneThoughTheHistoryToldLess() {
        SinkObject image = image(newKey(), randomBytes(1_000));
        byte[] without = sidecar(image, Optional.empty());
        byte[] with = sidecar(image, Optional.of(Instant.parse("2026-11-22T10:11:12Z")));
        deliver(SinkObject.sidecar(image.key(), without));

        deliver(SinkObject.sidecar(image.key(), with));

        assertThat(read(image.key() + ".json")).isEqualTo(without);
        assertThat(keys(".quarantine/" + folder(image))).isEmpty();
    }

    @Test
    void quarantinesASidecarOfOtherBytesOrOneThatSomeoneChanged() {
        SinkObject image = image(newKey(), randomBytes(1_000));
        SinkObject other = image(newKey(), randomBytes(1_001));
        deliver(SinkObject.sidecar(image.key(), sidecar(other, Optional.empty())));
        byte[] changed = new String(sidecar(other, Optional.empty()), StandardCharsets.UTF_8)
                .replace("a cat", "a dog")
                .getBytes(StandardCharsets.UTF_8);
        deliver(SinkObject.sidecar(other.key(), changed));

        assertThatThrownBy(() -> deliver(SinkObject.sidecar(image.key(), sidecar(image, Optional.empty()))))
                .isInstanceOf(ObjectConflictException.class);
        assertThatThrownBy(() -> deliver(SinkObject.sidecar(other.key(), sidecar(other, Optional.empty()))))
                .isInstanceOf(ObjectConflictException.class);
    }

    private static byte[] sidecar(SinkObject image, Optional<Instant> created) {
        HistoryEntry entry = new HistoryEntry(
                "image-1",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                created);
        return new Sidecar(
                        GenerationRequest.of("a cat"),
                        entry,
                        new VerifiedImage(
                                ((File) image.body()).toPath(), ImageFormat.PNG, 1, 1, image.length(), image.sha256()),
                        new Sidecar.Batch(1, 1, Optional.empty(), Optional.empty()),
                        new Sidecar.Sender(
                                Optional.empty(), Optional.empty(), Map.of(), Optional.empty(), Optional.empty()),
                        false,
                        Optional.of(Identity.ofSender("inbox", "order-17")),
                        Optional.of(new Account("app.example.com", "w")))
                .toBytes();
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
