package com.neuroflash.camel.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ledger adopt}: a batch of the history is the prompt's. */
@Command(
        name = "adopt",
        mixinStandardHelpOptions = true,
        description =
                "Says that a batch of the history is the held prompt's: its images are delivered, nothing is billed."
                        + " Without --batch it lists the unclaimed batches that could be its.")
final class LedgerAdoptCommand implements Callable<Integer> {
    @Mixin
    private ChosenIntent chosen;

    @Option(names = "--batch", paramLabel = "BATCH_ID", description = "the batch, as the history names it")
    private String batch;

    @Option(names = "--other-prompt", description = "takes it although the history shows another prompt")
    private boolean otherPrompt;

    @Mixin
    private LedgerOptions options;

    @Override
    public Integer call() {
        return options.answer((settings, ledger) -> {
            Adoption adoption = new Adoption(settings, ledger, chosen.load(ledger));
            return batch == null ? adoption.candidates() : adoption.adopt(batch, otherPrompt);
        });
    }
}
