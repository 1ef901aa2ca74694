package com.neuroflash.camel.app;

import com.neuroflash.camel.ledger.Ledger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code replay send}: dead letters go the way of their messages again. */
@Command(
        name = "send",
        mixinStandardHelpOptions = true,
        description = "Sends dead letters again, as the messages that they were: what is paid is delivered without"
                + " paying again, what is not may be billed. A running service takes them at once, else the next one."
                + " After a crash call it again.")
final class ReplaySendCommand implements Callable<Integer> {
    @Mixin
    private LetterSelection selection;

    @Option(names = "--all", description = "all of them; needed unless an ID or another option narrows them")
    private boolean all;

    @Option(names = "--dry-run", description = "only says what it would cost at most, and what is paid already")
    private boolean dryRun;

    @Option(
            names = "--limit",
            defaultValue = Integer.MAX_VALUE + "",
            description = "how many letters at most; the others stay")
    private int limit;

    @Option(
            names = "--max-replays",
            defaultValue = "3",
            description = "a letter that was replayed so often is skipped (${DEFAULT-VALUE})")
    private int mostReplays;

    @Option(
            names = "--force",
            description = "also replays what was replayed so often (--max-replays), and what may be paid or delivered"
                    + " already")
    private boolean force;

    @Mixin
    private LedgerOptions options;

    @Override
    public Integer call() {
        if (!all && !dryRun && !selection.isNarrowed()) {
            throw new CommandException("expected an ID, --source, --reason, --since or --all: what is not paid yet may"
                    + " be billed; replay send --dry-run says how much");
        }
        return options.answer(this::send);
    }

    private Answer send(Settings settings, Ledger ledger) {
        Path directory = settings.messages().deadLetters();
        ReplayCost cost = new ReplayCost(
                ledger, settings.neuroflash().defaults(), settings.sinks().choice(), AskedModels.ask(settings));
        ReplaySend.Limits limits =
                new ReplaySend.Limits(limit, mostReplays, force, dryRun, ReplayCommand.forgotten(settings));
        ReplayLock.Work work =
                () -> new ReplaySend(ReplayCommand.counts(settings), cost, limits).answer(selection.of(settings));
        try {
            return dryRun ? work.run() : ReplayLock.hold(directory, work);
        } catch (IOException failure) {
            throw new UncheckedIOException("the dead letters in " + directory + " can't be read: " + failure, failure);
        }
    }
}
