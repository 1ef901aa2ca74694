package com.neuroflash.camel.intent;

import static org.assertj.core.api.Assertions.assertThat;

import com.neuroflash.camel.api.GenerationRequest;
import com.neuroflash.camel.billing.Identity;
import com.neuroflash.camel.billing.Outcome;
import com.neuroflash.camel.delivery.ImageFormat;
import com.neuroflash.camel.delivery.ObjectKey;
import com.neuroflash.camel.delivery.VerifiedImage;
import com.neuroflash.camel.ledger.Reason;
import com.neuroflash.camel.prompt.PromptMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An image has one key and one sender, at whatever try and in whatever process it is named. */
class ImageNamesTest {
    private static final String TEMPLATE = "{date}/{time}-{name}-{batch_id}-{image_id}.{ext}";
    private static final Instant DATE_OF_ANSWER = Workbench.START.plusSeconds(9);

    @TempDir
    private Path directory;

    private final ImageNames names = new ImageNames(false);
    private Workbench bench;
    private PromptRun run;

    @BeforeEach
    void open() {
        bench = new Workbench(directory);
        run = run("campaign.jsonl", Optional.of("order-1"), Optional.empty());
        bench.purchases().prepare(run, OptionalInt.empty());
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void isNamedAlikeWhetherTheHistoryShowsItOrNot() {
        pay(Optional.of(DATE_OF_ANSWER));
        ObjectKey without = key(run);

        run.images()
                .get(0)
                .seenInHistory(bench.history.add("b1", "i1", "a cat", Workbench.START.minus(Duration.ofDays(1))));

        assertThat(key(run)).isEqualTo(without);
        assertThat(without.value()).startsWith("2026-11-22/").contains("campaign-b1-i1");
    }

    @Test
    void isNamedAlikeAfterARestart() {
        bench.passed = Duration.ofNanos(9_000_000_001L);
        pay(Optional.empty());

        assertThat(key(resumed(run))).isEqualTo(key(run));
        assertThat(resumed(run).paid()).isEqualTo(run.paid());
    }

    @Test
    void isNamedAlikeWhenItsLineIsDroppedInAgainFromAnotherFile() {
        pay(Optional.of(DATE_OF_ANSWER));
        ObjectKey first = key(run);
        byte[] sidecar = sidecar(run);
        bench.ledger.imageFailed(run.call().attempt().orElseThrow().id(), 0, Reason.of("the sink refused its sidecar"));

        PromptRun again = run("campaign-line3.json", Optional.of("intent-" + run.identity()), Optional.of("another"));
        new Recall(bench.ledger, bench.time).recall(again);

        assertThat(key(again)).isEqualTo(first);
        assertThat(sidecar(again)).isEqualTo(sidecar);
    }

    private void pay(Optional<Instant> date) {
        run.call().ended(Outcome.of(Workbench.answer("b1", "i1")), date);
        bench.books().record(run);
    }

    private PromptRun resumed(PromptRun before) {
        return PromptRun.of(bench.ledger.load(before.identity()).orElseThrow(), 0);
    }

    private ObjectKey key(PromptRun named) {
        return names.key(named, named.images().get(0), image());
    }

    private byte[] sidecar(PromptRun named) {
        named.images().get(0).verified(image(), key(named));
        return names.sidecar(named, named.images().get(0));
    }

    private static VerifiedImage image() {
        return new VerifiedImage(Path.of("image.png"), ImageFormat.PNG, 1, 1, 10, "ab".repeat(32));
    }

    private static PromptRun run(String file, Optional<String> id, Optional<String> name) {
        GenerationRequest request = GenerationRequest.of("a cat");
        Arrival arrival = new Arrival(
                new PromptMessage(request, id, name, Map.of(), Optional.empty()),
                new PromptSource(file, 3),
                new PromptIdentity(
                        "inbox",
                        Identity.ofSender("inbox", id.orElseThrow()),
                        Identity.rawHash(file.getBytes(StandardCharsets.UTF_8)),
                        id.orElseThrow().startsWith("intent-")));
        return new PromptRun(new Asked(arrival, Workbench.frozen("a cat"), TEMPLATE, Optional.of("directory")));
    }
}
