package com.neuroflash.camel.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.neuroflash.camel.delivery.FaultyStore;
import com.neuroflash.camel.delivery.LocalS3Server;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real S3 server behind a network and an overload that lose, refuse and delay. */
@Tag("chaos")
class S3FaultsIT {
    private static final int KNOWN = 5;
    private static final double EACH = 0.05;

    @TempDir
    private Path directory;

    @Test
    void putsOneObjectAKeyWhateverTheStoreDoes() throws Exception {
        int prompts = Scale.of(500, 60);
        run(
                "S3: 5xx, resets, 409, accepted but response lost, 5 % each",
                prompts, (lab, store) -> {
                    store.meetAtRandom(new Random(lab.random().nextLong()), EACH);
                    lab.ask(KNOWN, prompts);
                });
    }

    @Test
    void putsOneObjectAKeyWhenFourInTenCallsFail() throws Exception {
        int prompts = Scale.of(300, 40);
        run(
                "S3: 5xx, resets, 409, accepted but response lost, 10 % each",
                prompts, (lab, store) -> {
                    store.meetAtRandom(new Random(lab.random().nextLong()), 2 * EACH);
                    lab.ask(KNOWN, prompts);
                });
    }

    @Test
    void waitsForAStoreThatIsDown() throws Exception {
        int prompts = Scale.of(300, 40);
        Duration down = Duration.ofSeconds(Scale.of(180, 8));
        run("S3 down for " + down.toSeconds() + " s", prompts, (lab, store) -> {
            lab.ask(KNOWN, prompts);
            lab.awaitCalls(prompts);
            store.away(true);
            long begin = System.nanoTime();
            await().atMost(down.multipliedBy(2)).until(() -> System.nanoTime() - begin > down.toNanos());
            store.away(false);
        });
    }

    /** What is done to the store while the service works. */
    private interface Trouble {
        void make(Lab lab, FaultyStore store);
    }

    private void run(String scenario, int prompts, Trouble trouble) throws Exception {
        try (LocalS3Server server = LocalS3Server.withoutSignatures();
                Bucket bucket = Bucket.of(server);
                FaultyStore store = new FaultyStore(server.endpoint());
                Lab lab = new Lab(directory, scenario, Scale.seed())) {
            lab.with("delivery.sink", "s3");
            lab.with("neuroflash.response-timeout", "1m").with("billing.generation-limit", "1m");
            bucket.settings(store.endpoint()).forEach(lab::with);
            Application application = lab.application().with(Bucket.CREDENTIALS);
            application.startAndAwait();
            lab.learn(KNOWN);

            trouble.make(lab, store);
            lab.awaitSettled();
            store.meetAtRandom(null, EACH);
            bucket.download(lab.sink().root());

            Figures figures = lab.verify();
            assertThat(figures.done()).as("done").isEqualTo(prompts + KNOWN);
            assertThat(lab.simulator().requests("generate"))
                    .as("POSTs, none of them repeated")
                    .isEqualTo(prompts + KNOWN);
            assertOneObjectAKey(images(bucket.keys()), images(store.created()), 2 * (prompts + KNOWN));
        }
    }

    /** Neither put twice nor quarantined: an image and its sidecar of each prompt. */
    private static void assertOneObjectAKey(List<String> keys, List<String> created, int objects) {
        assertThat(keys).hasSize(objects).noneMatch(key -> key.startsWith("."));
        assertThat(created).doesNotHaveDuplicates().hasSize(objects);
    }

    /** Without the objects by which the sink is tried. */
    private static List<String> images(List<String> keys) {
        return keys.stream().filter(key -> !key.contains(".neuroflash-probe/")).toList();
    }
}
