package com.neuroflash.camel.app;

import com.neuroflash.camel.billing.Identity;
import com.neuroflash.camel.ledger.IntentRecord;
import com.neuroflash.camel.ledger.Ledger;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Parameters;

/** The prompt that a command is about, by any beginning of its id that no other has. */
final class ChosenIntent {
    private static final int SHOWN = 5;
    private static final int SHOWN_DIGITS = 16;

    @Parameters(
            paramLabel = "ID",
            description = "the prompt's id as ledger list, a sidecar or .failed shows it, or its beginning")
    private String prefix;

    IntentRecord load(Ledger ledger) {
        String wanted = prefix.strip().toLowerCase(Locale.ROOT);
        if (!wanted.matches("(intent-)?[0-9a-f]{1,64}")) {
            throw new CommandException(
                    "ID: expected hexadecimal digits as ledger list shows them, found '" + PlainText.of(prefix) + "'");
        }
        List<Identity> found = ledger.operator().withPrefix(wanted, SHOWN);
        if (found.size() > 1) {
            throw new CommandException("ID: more than one begins with " + wanted + ": "
                    + found.stream()
                            .map(identity -> identity.value().substring(0, SHOWN_DIGITS))
                            .collect(Collectors.joining(", "))
                    + (found.size() == SHOWN ? ", ..." : "") + "; give more digits");
        }
        return found.stream()
                .findFirst()
                .flatMap(ledger::load)
                .orElseThrow(() -> new CommandException(
                        "ID: no prompt begins with " + wanted + "; ledger list --state shows which there are"));
    }
}
