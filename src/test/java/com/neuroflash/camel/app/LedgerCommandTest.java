package com.neuroflash.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.neuroflash.camel.billing.Account;
import com.neuroflash.camel.billing.AttemptState;
import com.neuroflash.camel.billing.IntentState;
import com.neuroflash.camel.ledger.Ledger;
import com.neuroflash.camel.ledger.LedgerSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line beside a service that has the ledger open. */
class LedgerCommandTest {
    private static final Account ACCOUNT = new Account("api.example", "w");
    private static final Instant SENT = Instant.parse("2026-11-22T10:00:00Z");
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "NEUROFLASH_BASE_URL", "https://api.example/base",
            "NEUROFLASH_WORKSPACE_ID", "w",
            "NEUROFLASH_ACCESS_TOKEN", "t0p-secret");

    @TempDir
    private Path directory;

    private Ledger service;
    private final KeptPrompt held = new KeptPrompt(ACCOUNT, "order-1", "a lighthouse at dawn");
    private final KeptPrompt parked = new KeptPrompt(ACCOUNT, "order-2", "a harbour");
    private final KeptPrompt done = new KeptPrompt(ACCOUNT, "order-3", "a boat \u001b[2J\nred");

    @BeforeEach
    void keep() {
        String url = "jdbc:sqlite:" + directory.resolve("data/ledger.db");
        service = Ledger.open(LedgerSettings.of(url, LedgerSettings.Access.RUN));
        held.held(service, SENT);
        parked.parked(service);
        done.done(service, KeptPrompt.object("2026-11-22/boat.png"));
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void listsWhatIsNotFinishedAndTotals() {
        CommandLineRun run = run("ledger", "list");

        assertThat(run.status()).isZero();
        assertThat(run.out().lines().toList())
                .first()
                .asString()
                .containsPattern("^INTENT +STATE +SINCE +FROM +REASON$");
        assertThat(run.out())
                .containsPattern(held.prefix() + "  held +\\S+Z  inbox prompts.jsonl  the history holds an unclaimed")
                .containsPattern(parked.prefix() + "  parked +\\S+Z  inbox prompts.jsonl  the budget is used up")
                .doesNotContain(done.prefix())
                .containsPattern("prompts +1 parked, 1 held, 1 done")
                .containsPattern("billed +1 image; 4 more under way or perhaps billed");
        assertThat(run("ledger").out()).isEqualTo(run.out());
    }

    @Test
    void listsForMachinesTheStatesThatAreAskedFor() {
        JsonNode json = json("ledger", "list", "--state", "held,done");

        assertThat(json.path("intents"))
                .extracting(intent -> intent.path("state").textValue())
                .containsExactlyInAnyOrder("held", "done");
        assertThat(json.at("/totals/intents/parked").intValue()).isEqualTo(1);
        assertThat(json.at("/totals/reserved_images").intValue()).isEqualTo(4);
        assertThat(json.at("/totals/claimed_batches").intValue()).isEqualTo(1);
    }

    @Test
    void saysHowManyItLeavesOut() {
        CommandLineRun run = run("ledger", "list", "--limit", "1");

        assertThat(run.out()).contains("... and 1 more: --limit");
        assertThat(json("ledger", "list", "--limit", "1").path("intents")).hasSize(1);
        assertThat(run("ledger", "list", "--state", "failed").out()).contains("no prompt is failed");
        assertThat(run("ledger", "list", "--state", "lost").error()).contains("HELD", "PARKED");
        assertThat(run("ledger", "list", "--state", "lost").status()).isEqualTo(1);
    }

    @Test
    void showsTheWholeStory() {
        CommandLineRun run = run("ledger", "show", held.prefix());

        assertThat(run.status()).isZero();
        assertThat(run.out())
                .containsPattern("intent +" + held.identity())
                .containsPattern("state +held since ")
                .containsPattern("from +inbox, prompts.jsonl line 7, id order-1")
                .containsPattern("account +api.example, workspace w")
                .containsPattern("prompt +a lighthouse at dawn")
                .containsPattern("1 +unknown +2026-11-22T10:00:00Z .* 2026-11-22T10:12:\\d\\dZ .* the answer was lost")
                .contains("ledger adopt " + held.prefix())
                .contains("no image");
    }

    @Test
    void showsForMachinesWhatAPromptOwns() {
        JsonNode json = json("ledger", "show", done.identity().asId());

        assertThat(json.at("/intent").textValue()).isEqualTo(done.identity().value());
        assertThat(json.at("/request/prompt").textValue()).isEqualTo(done.text());
        assertThat(json.at("/attempts/0/state").textValue()).isEqualTo("answered");
        assertThat(json.at("/attempts/0/batch_id").textValue()).isEqualTo("batch-order-3");
        assertThat(json.at("/images/0/image_id").textValue()).isEqualTo("image-order-3");
        assertThat(json.at("/images/0/object/key").textValue()).isEqualTo("2026-11-22/boat.png");
        assertThat(json.at("/origin/metadata/campaign").textValue()).isEqualTo("spring");
    }

    @Test
    void letsNoPromptMoveTheTerminal() {
        String out = run("ledger", "show", done.prefix()).out();

        assertThat(out).contains("a boat \\u001b[2J\\nred").doesNotContain("\u001b");
    }

    @Test
    void asksForMoreDigitsAndOthers() {
        String shared = sharedBeginning();

        assertThat(run("ledger", "show", shared).status()).isEqualTo(1);
        assertThat(run("ledger", "show", shared).error()).contains("more than one begins with", "give more digits");
        assertThat(run("ledger", "show", "0".repeat(64)).error()).contains("no prompt begins with");
        assertThat(run("ledger", "show", "prompts.jsonl").error()).contains("expected hexadecimal digits");
    }

    @Test
    void saysWhatSendingAgainWouldCostAndChangesNothing() {
        CommandLineRun run = run("ledger", "resubmit", held.prefix(), "--dry-run");

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("would cost at most 4 images", "MAY BE BILLED TWICE", "2026-11-22T10:00:00Z");
        assertThat(state(held)).isEqualTo(IntentState.HELD);
        assertThat(run("ledger", "resubmit", parked.prefix(), "--dry-run").out())
                .contains("no earlier attempt of it is known to be billed");
        assertThat(run("ledger", "resubmit", done.prefix(), "--dry-run").status())
                .isEqualTo(1);
    }

    @Test
    void callsNothingSentThatALostLedgerMayHaveSent() {
        KeptPrompt assumed = new KeptPrompt(ACCOUNT, "order-4", "a mill").assumed(service, SENT);

        assertThat(run("ledger", "list").out())
                .containsPattern(assumed.prefix() + "  held .*  not sent by this ledger: an unclaimed image");
        assertThat(run("ledger", "show", assumed.prefix()).out())
                .containsPattern("1 +unknown +never .* not sent by this ledger: an unclaimed image")
                .doesNotContain("2026-11-22T10:00:0");
        assertThat(json("ledger", "show", assumed.prefix())
                        .at("/attempts/0/sent")
                        .isMissingNode())
                .isTrue();
        assertThat(run("ledger", "resubmit", assumed.prefix(), "--dry-run").out())
                .contains("IT MAY BE BILLED TWICE: not sent by this ledger")
                .doesNotContain("the attempt of");
    }

    @Test
    void promisesNoPromptAfterARebuildThatItIsSentAtOnce() {
        assertThat(run("ledger", "resubmit", parked.prefix(), "--dry-run").out())
                .doesNotContain("rebuilt");
        service.operator().rebuild(List.of());

        assertThat(run("ledger", "resubmit", parked.prefix(), "--dry-run").out())
                .contains("the ledger was rebuilt", "it is held instead");
        assertThat(run("ledger", "resubmit", parked.prefix()).out()).contains("the ledger was rebuilt");
    }

    @Test
    void sendsAgainWhatAPersonLetsGo() {
        JsonNode json = json("ledger", "resubmit", held.prefix());

        assertThat(json.path("done").booleanValue()).isTrue();
        assertThat(json.path("state").textValue()).isEqualTo("parked");
        assertThat(service.load(held.identity()).orElseThrow().attempts())
                .extracting(attempt -> attempt.state())
                .containsExactly(AttemptState.WAIVED);
        assertThat(service.leaseDue(Instant.now(), "test-process", 10))
                .extracting(intent -> intent.identity())
                .contains(held.identity());
    }

    @Test
    void dropsAHeldPromptAndNoFinishedOne() {
        assertThat(run("ledger", "drop", held.prefix()).out()).contains("(dropped): given up", "stays counted");
        assertThat(state(held)).isEqualTo(IntentState.DROPPED);

        CommandLineRun refused = run("ledger", "drop", done.prefix());

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.out()).contains("it must be held or parked");
        assertThat(state(done)).isEqualTo(IntentState.DONE);
    }

    @Test
    void forgetsAfterTheRetentionAndKeepsWhatIsOwned() {
        assertThat(json("ledger", "purge").path("forgotten").intValue()).isZero();

        JsonNode purged = json("ledger", "purge", "--set", "ledger.retention=1ms");

        assertThat(purged.path("forgotten").intValue()).isEqualTo(1);
        assertThat(service.load(done.identity())).isEmpty();
        assertThat(service.operator().totals().claimedImages()).isEqualTo(1);
        assertThat(state(held)).isEqualTo(IntentState.HELD);
    }

    @Test
    void makesNoLedgerWhereNoneIs() {
        CommandLineRun run = run("ledger", "list", "--set", "app.data-directory=elsewhere");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.error()).contains("there is no ledger at " + directory.resolve("elsewhere/ledger.db"));
        assertThat(directory.resolve("elsewhere")).doesNotExist();
    }

    @Test
    void explainsEverySubCommand() {
        Stream.of("list", "show", "adopt", "resubmit", "drop", "verify", "rebuild", "new", "purge")
                .forEach(command -> {
                    CommandLineRun run = run("ledger", command, "--help");
                    assertThat(run.status()).isZero();
                    assertThat(run.out()).contains("Usage: neuroflash-camel ledger " + command, "--json", "--set");
                });
    }

    private CommandLineRun run(String... arguments) {
        return CommandLineRun.of(directory, ENVIRONMENT, arguments);
    }

    private JsonNode json(String... arguments) {
        return CommandLineRun.json(directory, ENVIRONMENT, arguments).json();
    }

    private IntentState state(KeptPrompt prompt) {
        return service.load(prompt.identity()).orElseThrow().state();
    }

    /** With 17 prompts two begin with the same digit. */
    private String sharedBeginning() {
        Map<String, Long> byDigit = Stream.iterate(0, number -> number < 17, number -> number + 1)
                .map(number -> new KeptPrompt(ACCOUNT, "more-" + number, "a tree").parked(service))
                .collect(Collectors.groupingBy(prompt -> prompt.prefix().substring(0, 1), Collectors.counting()));
        return byDigit.entrySet().stream()
                .filter(digit -> digit.getValue() > 1)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }
}
