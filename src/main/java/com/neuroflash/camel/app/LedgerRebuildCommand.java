package com.neuroflash.camel.app;

import com.neuroflash.camel.ledger.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ledger rebuild}: a lost ledger from the sink's sidecars. */
@Command(
        name = "rebuild",
        mixinStandardHelpOptions = true,
        description =
                "Makes a lost ledger again from the sidecars in the sink: what they tell of is paid and delivered."
                        + " Then it names what the history shows of this user beyond that. What the ledger knows already stays as"
                        + " it is. Status 1 when a sidecar was changed by someone.")
final class LedgerRebuildCommand implements Callable<Integer> {
    private static final int SHOWN = 3;

    @Option(names = "--dry-run", description = "only says what would be added")
    private boolean dryRun;

    @Mixin
    private LedgerOptions options;

    @Override
    public Integer call() {
        return options.answerFromNew(this::rebuild);
    }

    private Answer rebuild(Settings settings, Ledger ledger) {
        try (Sinks sinks = Sinks.open(settings)) {
            Rebuild rebuild = new Rebuild(ledger, settings.delivery().key(), dryRun);
            sinks.requireReadable()
                    .forEach(sink -> rebuild.read(sink.name(), sink.inventory().orElseThrow()));
            Rebuild.Findings findings = rebuild.findings();
            if (dryRun) {
                return answer(findings, sinks, Optional.empty());
            }
            ledger.operator().rebuild(List.of());
            return answer(findings, sinks, Optional.of(UnclaimedBatches.find(settings, ledger, findings.accounts())));
        }
    }

    private Answer answer(Rebuild.Findings findings, Sinks sinks, Optional<UnclaimedBatches> unclaimed) {
        List<String> unread = sinks.unreadable().stream().map(Sink::place).toList();
        JsonFields json = new JsonFields()
                .put("dry_run", dryRun)
                .put("sidecars", findings.sidecars())
                .put("without_intent", findings.withoutIntent())
                .put("prompts_added", findings.added())
                .put("prompts_known", findings.known())
                .put("images", findings.images())
                .put("incomplete", findings.incomplete())
                .put("changed", findings.changed())
                .put("unread_sinks", unread)
                .put("history", unclaimed.map(UnclaimedBatches::json));
        List<String> text = new ArrayList<>(PlainText.table(List.of(
                List.of("sidecars read", String.valueOf(findings.sidecars())),
                List.of(dryRun ? "prompts to add" : "prompts added", String.valueOf(findings.added())),
                List.of("prompts known", String.valueOf(findings.known())),
                List.of("their images", String.valueOf(findings.images())))));
        warn(
                text,
                findings.withoutIntent() > 0,
                "sidecars written without a ledger: " + findings.withoutIntent()
                        + "; they tell of no prompt, which is billed when it comes again");
        warn(
                text,
                !findings.incomplete().isEmpty(),
                "prompts of which some images are not in the sink, held unless they were known: "
                        + findings.incomplete().size() + ": " + PlainText.some(findings.incomplete(), SHOWN)
                        + "; ledger adopt delivers the others, ledger drop gives them up");
        warn(
                text,
                !findings.changed().isEmpty(),
                "sidecars that someone changed, left out: " + findings.changed().size() + ": "
                        + PlainText.some(findings.changed(), SHOWN));
        warn(
                text,
                !unread.isEmpty(),
                "sinks that can't be read: " + String.join(", ", unread)
                        + "; what was delivered there is not in the ledger and is billed when its prompt comes again");
        unclaimed.ifPresent(history -> text.addAll(history.text()));
        return new Answer(json.map(), text, findings.changed().isEmpty() ? 0 : 1);
    }

    private static void warn(List<String> text, boolean so, String line) {
        if (so) {
            text.add(line);
        }
    }
}
