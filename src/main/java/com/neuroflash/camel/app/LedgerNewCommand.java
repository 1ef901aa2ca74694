package com.neuroflash.camel.app;

import com.neuroflash.camel.ledger.Ledger;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ledger new}: an empty ledger is meant to be empty. */
@Command(
        name = "new",
        mixinStandardHelpOptions = true,
        description =
                "Says that the empty ledger is new and not lost, although the sink holds images: what was paid before"
                        + " is forgotten, and billed again when it comes again.")
final class LedgerNewCommand implements Callable<Integer> {
    @Mixin
    private LedgerOptions options;

    @Override
    public Integer call() {
        return options.answerFromNew((settings, ledger) -> declare(settings, ledger));
    }

    private static Answer declare(Settings settings, Ledger ledger) {
        boolean isEmpty = ledger.operator().isEmpty();
        if (isEmpty) {
            ledger.operator().declareNew();
        }
        String message = isEmpty
                ? "the ledger " + settings.ledger().place() + " is new: it is empty, and meant to be"
                : "nothing to do: the ledger " + settings.ledger().place()
                        + " is in use, or was declared new or rebuilt before";
        return Answer.ok(
                new JsonFields()
                        .put("declared", isEmpty)
                        .put("message", message)
                        .map(),
                List.of(message));
    }
}
