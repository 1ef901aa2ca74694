package com.neuroflash.camel.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code replay list}: the dead letters. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists dead letters of messages and of the inbox, longest stored first; all unless narrowed.")
final class ReplayListCommand implements Callable<Integer> {
    @Mixin
    private LetterSelection selection;

    @Option(
            names = "--limit",
            defaultValue = LetterSelection.DEFAULT_LIMIT + "",
            description = "how many lines at most (${DEFAULT-VALUE})")
    private int limit;

    @Mixin
    private LedgerOptions options;

    @Override
    public Integer call() {
        return ReplayCommand.list(options, selection, limit);
    }
}
