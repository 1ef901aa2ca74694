package com.neuroflash.camel.app;

import com.neuroflash.camel.ledger.Ledger;
import com.neuroflash.camel.ledger.OperatorLedger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ledger verify}: the sinks against the ledger. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description =
                "Compares each sink that can be read (directory, s3) with the ledger: which images delivered to it are"
                        + " missing or differ, by the SHA-256 of their bytes, and which objects the ledger does not know"
                        + " there. Counts what was delivered to other sinks. Changes nothing. Status 1 when there is any"
                        + " difference. Beside a running service an object on its way may count as unknown.")
final class LedgerVerifyCommand implements Callable<Integer> {
    private static final int SHOWN = 20;

    @Mixin
    private LedgerOptions options;

    @Override
    public Integer call() {
        return options.answer((settings, ledger) -> verify(settings, ledger));
    }

    private static Answer verify(Settings settings, Ledger ledger) {
        String usual = settings.sinks().choice().usual();
        try (Sinks sinks = Sinks.open(settings)) {
            List<Object> json = new ArrayList<>();
            List<String> text = new ArrayList<>();
            boolean clean = true;
            for (Sink sink : sinks.requireReadable()) {
                SinkVerification.Findings findings = new SinkVerification(
                                ledger.operator(), sink.inventory().orElseThrow(), sink.name(), usual)
                        .run();
                json.add(json(sink, findings).map());
                text.addAll(text(sink.place(), findings));
                clean &= findings.isClean();
            }
            Map<String, Long> elsewhere = elsewhere(sinks, ledger.operator(), usual);
            elsewhere.forEach((sink, images) -> text.add(images + " images were delivered to the sink "
                    + PlainText.of(sink) + ", which can't be read or is not enabled: not compared"));
            Object answer = new JsonFields()
                    .put("sinks", json)
                    .put("not_compared", elsewhere)
                    .map();
            return new Answer(answer, text, clean ? 0 : 1);
        }
    }

    private static Map<String, Long> elsewhere(Sinks sinks, OperatorLedger ledger, String usual) {
        Map<String, Long> delivered = new LinkedHashMap<>(ledger.deliveredBySink(usual));
        sinks.readable().forEach(sink -> delivered.remove(sink.name()));
        return delivered;
    }

    private static JsonFields json(Sink sink, SinkVerification.Findings findings) {
        return new JsonFields()
                .put("name", sink.name())
                .put("sink", sink.place())
                .put("equal", findings.equal())
                .put("missing", findings.missing())
                .put("differing", findings.differing())
                .put("unknown", findings.unknown())
                .put("quarantined", findings.quarantined());
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
