package com.neuroflash.camel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.neuroflash.camel.billing.Account;
import com.neuroflash.camel.billing.IntentState;
import com.neuroflash.camel.ledger.IntentRecord;
import com.neuroflash.camel.ledger.Ledger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a ledger when only the sink is left. */
abstract class LostLedgerContract {
    static final Account ACCOUNT = new Account("127.0.0.1:1", "w");

    final SinkFixture one = new SinkFixture(ACCOUNT, "order-1", 1);
    final SinkFixture four = new SinkFixture(ACCOUNT, "order-2", 4);

    @TempDir
    Path directory;

    /** Writes an object as the sink's route does. */
    abstract void put(String key, byte[] bytes);

    abstract void remove(String key);

    /** What chooses the sink. */
    abstract Map<String, String> sinkSettings();

    @BeforeEach
    void deliver() {
        deliver(one);
        deliver(four);
    }

    @Test
    void refusesToStartUntilTheLedgerIsRebuilt() {
        assertThatThrownBy(this::start)
                .isInstanceOf(StartException.class)
                .hasMessageContaining("is empty, but images were delivered")
                .hasMessageContaining("ledger rebuild")
                .hasMessageContaining("ledger new");

        JsonNode rebuilt = json("ledger", "rebuild");

        assertThat(rebuilt.path("sidecars").intValue()).isEqualTo(5);
        assertThat(rebuilt.path("prompts_added").intValue()).isEqualTo(2);
        assertThat(rebuilt.path("images").intValue()).isEqualTo(5);
        assertThat(rebuilt.at("/history/not_compared").textValue()).isNotBlank();
        try (Ledger ledger = start()) {
            IntentRecord intent = ledger.load(four.identity()).orElseThrow();
            assertThat(intent.state()).isEqualTo(IntentState.DONE);
            assertThat(intent.request()).isEqualTo(four.request());
            assertThat(intent.origin().senderId()).contains("order-2");
            assertThat(intent.images())
                    .extracting(image -> image.object().orElseThrow().key())
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, 4).mapToObj(four::key).toList());
            assertThat(ledger.operator().totals().claimedBatches()).isEqualTo(2);
            assertThat(ledger.operator().totals().claimedImages()).isEqualTo(5);
        }
    }

    @Test
    void startsWhenTheEmptyLedgerIsDeclaredNew() {
        CommandLineRun declared = run("ledger", "new");

        assertThat(declared.status()).isZero();
        assertThat(declared.out()).contains("it is empty, and meant to be");
        start().close();
        assertThat(run("ledger", "new").out()).contains("nothing to do");
    }

    @Test
    void saysWhatARebuildWouldAddAndAddsNothing() {
        JsonNode preview = json("ledger", "rebuild", "--dry-run");

        assertThat(preview.path("prompts_added").intValue()).isEqualTo(2);
        assertThat(preview.path("dry_run").booleanValue()).isTrue();
        assertThatThrownBy(this::start).hasMessageContaining("ledger rebuild");
    }

    @Test
    void addsNothingTwice() {
        run("ledger", "rebuild");

        CommandLineRun again = run("ledger", "rebuild");

        assertThat(again.status()).isZero();
        assertThat(again.out()).containsPattern("prompts added +0").containsPattern("prompts known +2");
    }

    @Test
    void leavesOutWhatSomeoneChangedAndNamesWhatIsNotWhole() {
        String sidecar = new String(one.sidecar(1), StandardCharsets.UTF_8);
        remove(one.key(1) + ".json");
        put(one.key(1) + ".json", sidecar.replace("picture", "drawing").getBytes(StandardCharsets.UTF_8));
        remove(four.key(2) + ".json");
        SinkFixture before = new SinkFixture(ACCOUNT, "order-0", 1);
        put(before.key(1) + ".json", before.sidecarWithoutLedger(1));
        put("notes.json", "{\"by\":\"a person\"}".getBytes(StandardCharsets.UTF_8));

        CommandLineRun run = run("ledger", "rebuild");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .containsPattern("sidecars read +5")
                .containsPattern("prompts added +1")
                .contains("sidecars written without a ledger: 1;")
                .contains("prompts of which some images are not in the sink, held unless they were known: 1: "
                        + four.identity())
                .contains("sidecars that someone changed, left out: 1: " + one.key(1))
                .contains("the history was not compared");
        try (Ledger ledger = start()) {
            IntentRecord intent = ledger.load(four.identity()).orElseThrow();
            assertThat(intent.state()).isEqualTo(IntentState.HELD);
            assertThat(intent.known().reason().orElseThrow().text()).contains("3 of 4 paid images");
            assertThat(intent.keyTemplate()).isNotBlank();
        }
    }

    @Test
    void findsTheSinkAsItWasDelivered() {
        run("ledger", "rebuild");

        CommandLineRun run = run("ledger", "verify");

        assertThat(run.status()).isZero();
        assertThat(run.out())
                .containsPattern("equal +5 images with their sidecars")
                .containsPattern("missing +0")
                .containsPattern("differing +0")
                .containsPattern("unknown +0");
    }

    @Test
    void findsWhatIsMissingDiffersAndIsUnknown() {
        run("ledger", "rebuild");
        remove(four.key(1));
        remove(four.key(2) + ".json");
        remove(four.key(3));
        put(four.key(3), "other bytes".getBytes(StandardCharsets.UTF_8));
        byte[] sameLength = one.image(1);
        sameLength[0]++;
        remove(one.key(1));
        put(one.key(1), sameLength);
        put("stranger.png", new byte[0]);
        put(".quarantine/2026-11-22/x.png", new byte[] {1});

        JsonNode json = json("ledger", "verify").path("sinks").path(0);

        assertThat(texts(json.path("missing"))).containsExactlyInAnyOrder(four.key(1), four.key(2) + ".json");
        assertThat(texts(json.path("differing"))).containsExactlyInAnyOrder(four.key(3), one.key(1));
        assertThat(texts(json.path("unknown"))).containsExactly("stranger.png");
        assertThat(json.path("quarantined").intValue()).isEqualTo(1);
        assertThat(json.path("equal").intValue()).isEqualTo(1);
        assertThat(run("ledger", "verify").status()).isEqualTo(1);
        assertThat(run("ledger", "verify").out()).contains("unknown  stranger.png", "missing  " + four.key(1));
    }

    Ledger start() {
        Settings settings = new SettingsReader(directory, environment()).read(Map.of());
        try (Sinks sinks = Sinks.open(settings)) {
            return LedgerStart.open(settings, sinks);
        }
    }

    CommandLineRun run(String... arguments) {
        return CommandLineRun.of(directory, environment(), arguments);
    }

    private JsonNode json(String... arguments) {
        return CommandLineRun.json(directory, environment(), arguments).json();
    }

    private void deliver(SinkFixture prompt) {
        for (int index = 1; index <= prompt.count(); index++) {
            put(prompt.key(index), prompt.image(index));
            put(prompt.key(index) + ".json", prompt.sidecar(index));
        }
    }

    /** An API that nobody serves. */
    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(sinkSettings());
        environment.put("NEUROFLASH_BASE_URL", "http://127.0.0.1:1/base");
        environment.put("NEUROFLASH_WORKSPACE_ID", "w");
        environment.put("NEUROFLASH_ACCESS_TOKEN", "t0p-secret");
        return environment;
    }

    private static List<String> texts(JsonNode array) {
        return IntStream.range(0, array.size())
                .mapToObj(index -> array.path(index).textValue())
                .toList();
    }
}
