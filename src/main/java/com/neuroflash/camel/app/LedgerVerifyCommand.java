package com.neuroflash.camel.app;

import com.neuroflash.camel.ledger.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ledger verify}: the sink against the ledger. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description =
                "Compares the sink with the ledger: which delivered images are missing or differ, by the SHA-256 of"
                        + " their bytes, and which objects the ledger does not know. Changes nothing. Status 1 when there is any."
                        + " Beside a running service an object on its way may count as unknown.")
final class LedgerVerifyCommand implements Callable<Integer> {
    private static final int SHOWN = 20;

    @Mixin
    private LedgerOptions options;

    @Override
    public Integer call() {
        return options.answer((settings, ledger) -> verify(settings, ledger));
    }

    private static Answer verify(Settings settings, Ledger ledger) {
        try (Sink sink = Sink.open(settings)) {
            SinkVerification.Findings findings = new SinkVerification(ledger.operator(), sink.readable()).run();
            Object json = new JsonFields()
                    .put("sink", sink.place())
                    .put("equal", findings.equal())
                    .put("missing", findings.missing())
                    .put("differing", findings.differing())
                    .put("unknown", findings.unknown())
                    .put("quarantined", findings.quarantined())
                    .map();
            return new Answer(json, text(sink.place(), findings), findings.isClean() ? 0 : 1);
        }
    }

    private static List<String> text(String place, SinkVerification.Findings findings) {
        List<String> text = new ArrayList<>();
        text.add(place);
        text.addAll(PlainText.table(List.of(
                List.of("equal", findings.equal() + " images with their sidecars"),
                List.of("missing", String.valueOf(findings.missing().size())),
                List.of("differing", String.valueOf(findings.differing().size())),
                List.of("unknown", String.valueOf(findings.unknown().size())),
                List.of("quarantined", String.valueOf(findings.quarantined())))));
        addAll(text, "missing", findings.missing());
        addAll(text, "differs", findings.differing());
        addAll(text, "unknown", findings.unknown());
        return text;
    }

    private static void addAll(List<String> text, String what, List<String> keys) {
        keys.stream().limit(SHOWN).forEach(key -> text.add(what + "  " + PlainText.of(key)));
        if (keys.size() > SHOWN) {
            text.add(what + "  ... and " + (keys.size() - SHOWN) + " more: --json");
        }
    }
}
