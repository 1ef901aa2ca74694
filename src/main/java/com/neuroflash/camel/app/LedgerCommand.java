package com.neuroflash.camel.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ledger}: what was asked for, sent, billed and delivered, and what a person decides about it. */
@Command(
        name = "ledger",
        mixinStandardHelpOptions = true,
        description =
                "Shows what was asked for, sent, billed and delivered, and takes a person's decisions; also beside a"
                        + " running service. Without a sub-command it lists what is not finished. Exit status 0 when it did its"
                        + " work and all is well, 1 otherwise.",
        subcommands = {
            LedgerListCommand.class,
            LedgerShowCommand.class,
            LedgerAdoptCommand.class,
            LedgerResubmitCommand.class,
            LedgerDropCommand.class,
            LedgerVerifyCommand.class,
            LedgerRebuildCommand.class,
            LedgerNewCommand.class,
            LedgerPurgeCommand.class
        })
final class LedgerCommand implements Callable<Integer> {
    @Mixin
    private LedgerOptions options;

    @Override
    public Integer call() {
        return options.answer((settings, ledger) ->
                new IntentList(ledger.operator()).answer(IntentList.UNFINISHED, IntentList.DEFAULT_LIMIT));
    }
}
