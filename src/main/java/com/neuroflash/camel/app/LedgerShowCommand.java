package com.neuroflash.camel.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ledger show}: one prompt with its whole story. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description =
                "Shows one prompt with its whole story: what was sent when, what came of it, what it owns, where its"
                        + " images are. Prints the prompt's text.")
final class LedgerShowCommand implements Callable<Integer> {
    @Mixin
    private ChosenIntent chosen;

    @Mixin
    private LedgerOptions options;

    @Override
    public Integer call() {
        return options.answer((settings, ledger) ->
                new IntentStory(chosen.load(ledger), settings.billing().toRules()).answer());
    }
}
