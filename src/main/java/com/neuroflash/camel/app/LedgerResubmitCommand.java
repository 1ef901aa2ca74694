package com.neuroflash.camel.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ledger resubmit}: the prompt is sent again, whatever became of it. */
@Command(
        name = "resubmit",
        mixinStandardHelpOptions = true,
        description = "Sends a held or parked prompt again. What may have been billed before MAY BE BILLED TWICE.")
final class LedgerResubmitCommand implements Callable<Integer> {
    @Mixin
    private ChosenIntent chosen;

    @Option(names = "--dry-run", description = "only says what it would cost, in images")
    private boolean dryRun;

    @Mixin
    private LedgerOptions options;

    @Override
    public Integer call() {
        return options.answer((settings, ledger) -> {
            Resubmission resubmission = new Resubmission(
                    chosen.load(ledger),
                    AskedModels.ask(settings),
                    ledger.operator().sinceRebuilt().isPresent());
            return dryRun ? resubmission.preview() : resubmission.apply(ledger.operator());
        });
    }
}
