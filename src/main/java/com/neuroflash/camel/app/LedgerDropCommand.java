package com.neuroflash.camel.app;

import com.neuroflash.camel.ledger.IntentRecord;
import com.neuroflash.camel.ledger.Reason;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ledger drop}: the prompt is given up. */
@Command(
        name = "drop",
        mixinStandardHelpOptions = true,
        description = "Gives a held or parked prompt up: it is neither sent nor delivered any more.")
final class LedgerDropCommand implements Callable<Integer> {
    @Mixin
    private ChosenIntent chosen;

    @Mixin
    private LedgerOptions options;

    @Override
    public Integer call() {
        return options.answer((settings, ledger) -> {
            IntentRecord intent = chosen.load(ledger);
            return new OperatorAnswer(intent)
                    .of(
                            ledger.operator().drop(intent.identity(), Reason.of("dropped by a person")),
                            "given up" + (intent.open().isPresent() ? "; what it may have cost stays counted" : ""));
        });
    }
}
