package com.neuroflash.camel.app;

import com.neuroflash.camel.billing.IntentState;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ledger list}: prompts by state, with totals over everything. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists prompts by state, longest unchanged first, with totals over everything.")
final class LedgerListCommand implements Callable<Integer> {
    @Option(
            names = "--state",
            split = ",",
            paramLabel = "STATE",
            description = "one or more of ${COMPLETION-CANDIDATES}; those that are not finished unless given")
    private List<IntentState> states = List.of();

    @Option(
            names = "--limit",
            defaultValue = IntentList.DEFAULT_LIMIT + "",
            description = "how many lines at most (${DEFAULT-VALUE})")
    private int limit;

    @Mixin
    private LedgerOptions options;

    @Override
    public Integer call() {
        if (limit < 0) {
            throw new CommandException("--limit: expected 0 or more, found " + limit);
        }
        Set<IntentState> wanted = states.isEmpty() ? IntentList.UNFINISHED : EnumSet.copyOf(states);
        return options.answer((settings, ledger) -> new IntentList(ledger.operator()).answer(wanted, limit));
    }
}
