package com.neuroflash.camel.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code replay}: what was refused or failed for good, and how it is sent again. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = "Lists dead letters, of messages and of the inbox, and sends them again; also beside a running"
                + " service. Without a sub-command it lists them. Exit status 0 when it did its work and all is well, 1"
                + " otherwise.",
        subcommands = {ReplayListCommand.class, ReplaySendCommand.class})
final class ReplayCommand implements Callable<Integer> {
    @Mixin
    private LedgerOptions options;

    @Override
    public Integer call() {
        return list(options, new LetterSelection(), LetterSelection.DEFAULT_LIMIT);
    }

    static int list(LedgerOptions options, LetterSelection selection, int limit) {
        if (limit < 0) {
            throw new CommandException("--limit: expected 0 or more, found " + limit);
        }
        return options.answerWithout(settings -> {
            try {
                return new ReplayList(settings, counts(settings)).answer(selection.of(settings), limit);
            } catch (IOException failure) {
                throw new UncheckedIOException("the dead letters can't be read: " + failure, failure);
            }
        });
    }

    /** Kept as long as finished prompts are remembered. */
    static ReplayCounts counts(Settings settings) throws IOException {
        return ReplayCounts.open(settings.messages().deadLetters(), forgotten(settings));
    }

    /** What ended before, the ledger knows no more. */
    static Instant forgotten(Settings settings) {
        return Clock.systemUTC().instant().minus(settings.ledger().retention());
    }
}
