package com.neuroflash.camel.app;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ledger purge}: the retention, now. */
@Command(
        name = "purge",
        mixinStandardHelpOptions = true,
        description = "Forgets prompts that finished longer than ledger.retention ago, as the service does by itself.")
final class LedgerPurgeCommand implements Callable<Integer> {
    @Mixin
    private LedgerOptions options;

    @Override
    public Integer call() {
        return options.answer((settings, ledger) -> {
            Duration retention = settings.ledger().retention();
            Instant now = Clock.systemUTC().instant();
            long forgotten = Retention.purge(ledger.operator(), retention, now);
            return Answer.ok(
                    new JsonFields()
                            .put("forgotten", forgotten)
                            .put("finished_before", now.minus(retention))
                            .map(),
                    List.of("forgot " + forgotten + " prompts that finished before "
                            + PlainText.of(now.minus(retention))));
        });
    }
}
