package com.neuroflash.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.neuroflash.camel.billing.Account;
import com.neuroflash.camel.ledger.Ledger;
import com.neuroflash.camel.ledger.LedgerSettings;
import com.neuroflash.camel.source.DeadLetter;
import com.neuroflash.camel.source.DirectoryDeadLetters;
import com.neuroflash.camel.source.LineFailure;
import com.neuroflash.camel.source.SourceMessage;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command replay over letters that a service has left. */
class ReplayCommandTest {
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "NEUROFLASH_BASE_URL", "http://127.0.0.1:9",
            "NEUROFLASH_WORKSPACE_ID", "w",
            "NEUROFLASH_ACCESS_TOKEN", "t");
    private static final Account ACCOUNT = new Account("127.0.0.1:9", "w");

    @TempDir
    private Path directory;

    private Ledger ledger;

    @BeforeEach
    void open() throws IOException {
        Files.createDirectories(directory.resolve("data/inbox/.failed"));
        ledger = Ledger.open(
                LedgerSettings.of("jdbc:sqlite:" + directory.resolve("data/ledger.db"), LedgerSettings.Access.RUN));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void listsLettersOfMessagesAndOfTheInbox() throws IOException {
        String id = paidLetter("m-1", "a fox", "the model \u001b[2Jis unknown");
        failedFile("b.json", "{\"prompt\": \"b\"}", "given up");

        CommandLineRun run = run("replay");

        assertThat(run.status()).isZero();
        assertThat(run.out())
                .containsPattern("ID +SOURCE +PLACE +SINCE +REPLAYS +FAILED +PAID +REASON")
                .containsPattern(id.substring(0, 16) + " +jms +prompts +\\S+Z +0 +1 +2 +the model \\\\u001b\\[2Jis")
                .containsPattern("b.json +inbox +b.json +\\S+Z +0 +1 +- +given up")
                .contains("2 dead letters");
        assertThat(run("replay", "list").out()).isEqualTo(run.out());
        JsonNode json = json("replay", "list");
        assertThat(json.path("total").asInt()).isEqualTo(2);
        assertThat(json.findValuesAsText("id")).containsExactlyInAnyOrder(id, "b.json");
        assertThat(json.findValuesAsText("reason")).contains("given up");
        assertThat(Path.of(json.at("/letters/0/body").asText())).exists();
    }

    @Test
    void choosesBySourceReasonTimeAndId() throws IOException {
        String id = letter("m-1", "a fox", "Refused");
        letter("m-2", "a fox", "given up");
        failedFile("b.json", "{\"prompt\": \"b\"}", "refused");
        Files.setLastModifiedTime(
                directory.resolve("data/inbox/.failed/b.json.error.json"),
                FileTime.from(Instant.parse("2026-01-01T10:00:00Z")));

        assertThat(total("--source", "jms")).isEqualTo(2);
        assertThat(total("--reason", "refused")).isEqualTo(2);
        assertThat(total("--reason", "refused", "--since", "2h")).isEqualTo(1);
        assertThat(total("--since", "2026-01-01")).isEqualTo(3);
        assertThat(total("--since", "2026-01-01T11:00:00Z")).isEqualTo(2);
        assertThat(total(id)).isEqualTo(1);
        assertThat(total("b.j")).isEqualTo(1);
        assertThat(run("replay", "list", "jms-").error()).contains("2 begin with 'jms-'");
        assertThat(run("replay", "list", "x").error()).contains("no dead letter begins with 'x'");
        assertThat(run("replay", "list", "--since", "soon").error()).contains("expected a date");
        assertThat(run("replay", "list", "--limit", "1").out()).contains("3 dead letters, 1 shown: --limit");
    }

    @Test
    void tellsWhatSendingAgainWouldCostAndChangesNothing() throws IOException {
        KeptPrompt done = new KeptPrompt(ACCOUNT, "done", "a boat").done(ledger, KeptPrompt.object("a.png"));
        KeptPrompt parked = new KeptPrompt(ACCOUNT, "parked", "a tree").parked(ledger);
        letter(
                "m-1",
                "{\"prompt\": \"new\", \"num_images\": 2, \"limit_generations\": true}\n{\"promt\": \"x\"}\n"
                        + object(done, done.text())
                        + object(parked, parked.text())
                        + object(parked, "another prompt under the same id"),
                "refused",
                0,
                1,
                2);

        JsonNode json = json("replay", "send", "--dry-run").at("/letters/0");

        assertThat(json.path("prompts").asInt()).isEqualTo(5);
        assertThat(json.path("sent").asInt()).isEqualTo(1);
        assertThat(json.path("most_images").asInt()).isEqualTo(2);
        assertThat(json.path("known").asInt()).isEqualTo(2);
        assertThat(json.path("refused").asInt()).isEqualTo(2);
        assertThat(json.path("replayed").asBoolean()).isFalse();
        assertThat(total()).isEqualTo(1);
        assertThat(run("replay", "send", "--dry-run").out())
                .contains("1 letter would be replayed: costs at most 2 images; 0 images paid already");
    }

    @Test
    void sendsNothingUnlessItIsToldWhat() throws IOException {
        letter("m-1", "a fox", "refused");

        CommandLineRun run = run("replay", "send");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.error()).contains("--all", "--dry-run");
        assertThat(total()).isEqualTo(1);
    }

    @Test
    void sendsNoMoreThanItMayAndGoesOnWhereItWasLeft() throws IOException {
        for (int message = 0; message < 5; message++) {
            letter("m-" + message, "a fox", "refused");
        }

        assertThat(run("replay", "send", "--all", "--limit", "2").out()).contains("2 letters replayed", "3 more");
        assertThat(total()).isEqualTo(3);

        assertThat(run("replay", "send", "--all").out()).contains("3 letters replayed");
        assertThat(json("replay", "list").path("under_way").asInt()).isEqualTo(5);
    }

    @Test
    void paysForNothingAgainThatTheLedgerHasForgottenUnlessItIsForced() throws IOException {
        paidLetter("m-1", "a fox", "the sink is full");
        letter("m-2", "{\"prompt\": \"delivered\"}\n{\"prompt\": \"failed\"}\n", "refused");
        letter("m-3", "a hare", "refused");

        CommandLineRun run = run("replay", "send", "--all");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .contains("would send 1, and only 0 of them failed", "would send 2, and only 1 of them failed")
                .contains("1 letter replayed", "2 skipped");
        assertThat(total()).isEqualTo(2);
        assertThat(run("replay", "send", "--all", "--force").status()).isZero();
    }

    @Test
    void takesNoRefusedLineForAFailureThatMayBeSent() throws IOException {
        letter("m-1", "{\"prompt\": \"delivered\"}\n{\"promt\": \"x\"}\n", "promt: is not a field", 0, 2);

        assertThat(run("replay", "send", "--all").out())
                .contains("would send 1, and only 0 of them failed", "1 skipped");
        assertThat(total()).isEqualTo(1);
    }

    @Test
    void takesNoForgottenLineForTheKnownOneBesideItThatIsRefused() throws IOException {
        KeptPrompt done = new KeptPrompt(ACCOUNT, "done", "a boat").done(ledger, KeptPrompt.object("a.png"));
        letter(
                "m-1",
                "{\"prompt\": \"delivered and forgotten\"}\n" + object(done, "another prompt under the same id"),
                "identity reused",
                0,
                2);

        assertThat(run("replay", "send", "--all").out())
                .contains("would send 1, and only 0 of them failed", "1 skipped");
        assertThat(total()).isEqualTo(1);
    }

    @Test
    void losesNoPaidImageOfALetterThatIsEdited() throws IOException {
        String id = paidLetter("m-1", "a fox", "the sink is full");
        Files.writeString(directory.resolve("data/dead-letters/" + id + "/message.txt"), "a red fox");

        CommandLineRun run = run("replay", "send", "--all");

        assertThat(run.out()).contains("2 paid images would be lost", "--force");
        assertThat(total()).isEqualTo(1);
        assertThat(run("replay", "send", "--all", "--force").status()).isZero();
    }

    @Test
    void replaysNoFileOlderThanTheLedgerRemembersUnlessItIsForced() throws IOException {
        failedFile("b.json", "{\"prompt\": \"b\"}", "refused");
        Files.setLastModifiedTime(
                directory.resolve("data/inbox/.failed/b.json.error.json"),
                FileTime.from(Instant.parse("2020-01-01T10:00:00Z")));

        assertThat(run("replay", "send", "--all").out()).contains("older than ledger.retention");

        assertThat(total()).isEqualTo(1);
        assertThat(run("replay", "send", "--all", "--force").status()).isZero();
    }

    @Test
    void leavesALetterWhoseMessageIsBeingReplayed() throws IOException {
        letter("m-1", "a fox", "refused");
        run("replay", "send", "--all");
        letter("m-1", "a fox", "refused at its redelivery");

        CommandLineRun run = run("replay", "send", "--all");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("skipped: the same message is being replayed already");
        assertThat(total()).isEqualTo(1);
    }

    @Test
    void countsUnderIntentAndContentWhateverTheFileIsCalled() throws IOException {
        for (int replay = 0; replay < 3; replay++) {
            failedFile("b-" + replay + ".json", "{\"prompt\": \"b\"}", "refused");
            assertThat(run("replay", "send", "--all").status()).isZero();
        }
        failedFile("c.json", "{\"prompt\": \"b\"}", "refused");

        assertThat(run("replay", "send", "--all").out()).contains("replayed 3 times already");
        assertThat(run("replay", "send", "--all", "--force").status()).isZero();
        assertThat(total()).isZero();
    }

    @Test
    void worksOneAtATime() throws IOException {
        letter("m-1", "a fox", "refused");
        try (FileChannel lock = FileChannel.open(
                directory.resolve("data/dead-letters/.replay.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE)) {
            assertThat(lock.lock().isValid()).isTrue();

            assertThat(run("replay", "send", "--all").error()).contains("another replay is at work");
        }
        assertThat(run("replay", "send", "--all").status()).isZero();
    }

    @Test
    void explainsItself() {
        assertThat(run("replay", "--help").out()).contains("Usage: neuroflash-camel replay", "list", "send", "--json");
        assertThat(run("replay", "send", "--help").out()).contains("--dry-run", "--max-replays", "--force", "--since");
        assertThat(run("replay", "send", "--help").out()).doesNotContain("all unless");
        assertThat(run("replay").out()).contains("no dead letter");
        assertThat(run("replay", "--set", "foo").error())
                .contains("Value for option '--set'")
                .doesNotContain("option option");
    }

    private static String object(KeptPrompt prompt, String text) {
        return "{\"id\": \"" + prompt.identity().asId() + "\", \"prompt\": \"" + text + "\"}\n";
    }

    private String letter(String id, String body, String reason) throws IOException {
        return letter(id, body, reason, 0, 1);
    }

    /** With two images that are not delivered. */
    private String paidLetter(String id, String body, String reason) throws IOException {
        return letter(id, body, reason, 3, 1);
    }

    private String letter(String id, String body, String reason, int paidImages, int... lines) throws IOException {
        String report = new DirectoryDeadLetters(directory.resolve("data/dead-letters"))
                .store(new DeadLetter(
                        SourceMessage.of("jms", "prompts", id, body.getBytes(StandardCharsets.UTF_8)),
                        Arrays.stream(lines)
                                .mapToObj(line -> new LineFailure(
                                        line, reason, OptionalInt.of(422), "correct it", Optional.empty()))
                                .map(failure -> new DeadLetter.Failed(failure, 1, paidImages, Math.min(paidImages, 1)))
                                .toList()));
        return Path.of(report).getParent().getFileName().toString();
    }

    private void failedFile(String name, String content, String reason) throws IOException {
        Path failed = directory.resolve("data/inbox/.failed");
        Files.writeString(failed.resolve(name), content);
        Files.writeString(
                failed.resolve(name + ".error.json"),
                "[{\"line\": 1, \"reason\": \"" + reason + "\", \"status\": null, \"what_to_do\": \"correct it\"}]");
    }

    private int total(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "replay";
        all[1] = "list";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return json(all).path("total").asInt();
    }

    private CommandLineRun run(String... arguments) {
        return CommandLineRun.of(directory, ENVIRONMENT, arguments);
    }

    private JsonNode json(String... arguments) {
        return CommandLineRun.json(directory, ENVIRONMENT, arguments).json();
    }
}
