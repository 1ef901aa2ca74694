package com.neuroflash.camel.app;

import com.neuroflash.camel.billing.IntentState;
import com.neuroflash.camel.intent.Counted;
import com.neuroflash.camel.ledger.OperatorLedger;
import com.neuroflash.camel.ledger.OperatorLedger.IntentLine;
import com.neuroflash.camel.ledger.OperatorLedger.Totals;
import com.neuroflash.camel.ledger.Reason;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Prompts by state, and the figures over all of them. */
final class IntentList {
    static final int DEFAULT_LIMIT = 50;
    static final Set<IntentState> UNFINISHED =
            EnumSet.of(IntentState.ACTIVE, IntentState.ANSWERED, IntentState.PARKED, IntentState.HELD);

    private static final int SHORT_ID = 12;

    private final OperatorLedger ledger;

    IntentList(OperatorLedger ledger) {
        this.ledger = ledger;
    }

    Answer answer(Set<IntentState> states, int limit) {
        Totals totals = ledger.totals();
        List<IntentLine> lines = limit == 0 ? List.of() : ledger.list(states, Optional.empty(), limit);
        return Answer.ok(json(totals, lines), text(totals, lines, states));
    }

    private static Map<String, Object> json(Totals totals, List<IntentLine> lines) {
        JsonFields figures = new JsonFields()
                .put("intents", counts(totals.intents()))
                .put("attempts", counts(totals.attempts()))
                .put("images", counts(totals.images()))
                .put("billed_images", totals.billedImages())
                .put("reserved_images", totals.reservedImages())
                .put("claimed_batches", totals.claimedBatches())
                .put("claimed_images", totals.claimedImages());
        return new JsonFields()
                .put("totals", figures)
                .put("intents", lines.stream().map(IntentList::json).toList())
                .map();
    }

    private static Map<String, Object> json(IntentLine line) {
        return new JsonFields()
                .put("intent", line.known().identity())
                .put("state", line.known().state())
                .put("source", line.source())
                .put("file", line.file())
                .put("begun", line.begun())
                .put("changed", line.changed())
                .put("due", line.known().due())
                .put("owner", line.known().heldBy())
                .put("reason", line.known().reason().map(IntentList::json))
                .map();
    }

    static Map<String, Object> json(Reason reason) {
        JsonFields fields = new JsonFields().put("text", reason.text());
        reason.status().ifPresent(status -> fields.put("status", status));
        return fields.put("advice", reason.advice()).map();
    }

    private static List<String> text(Totals totals, List<IntentLine> lines, Set<IntentState> states) {
        List<String> text = new ArrayList<>();
        if (!lines.isEmpty()) {
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("INTENT", "STATE", "SINCE", "FROM", "REASON"));
            lines.forEach(line -> rows.add(row(line)));
            text.addAll(PlainText.table(rows));
        }
        long wanted = states.stream()
                .mapToLong(state -> totals.intents().getOrDefault(state, 0L))
                .sum();
        if (wanted > lines.size()) {
            text.add("... and " + (wanted - lines.size()) + " more: --limit");
        }
        if (wanted == 0) {
            text.add("no prompt is " + states.stream().map(PlainText::of).collect(Collectors.joining(", ")));
        }
        text.add("");
        text.addAll(PlainText.table(List.of(
                List.of("prompts", summary(totals.intents())),
                List.of("attempts", summary(totals.attempts())),
                List.of("images", summary(totals.images())),
                List.of(
                        "billed",
                        Counted.of(totals.billedImages(), "image") + "; " + totals.reservedImages()
                                + " more under way or perhaps billed"))));
        return text;
    }

    private static List<String> row(IntentLine line) {
        return List.of(
                line.known().identity().value().substring(0, SHORT_ID),
                PlainText.of(line.known().state()),
                PlainText.of(line.changed()),
                line.source() + line.file().map(file -> " " + file).orElse(""),
                line.known().reason().map(Reason::text).orElse(""));
    }

    private static String summary(Map<? extends Enum<?>, Long> counts) {
        String summary = counts.entrySet().stream()
                .map(entry -> entry.getValue() + " " + PlainText.of(entry.getKey()))
                .collect(Collectors.joining(", "));
        return summary.isEmpty() ? "none" : summary;
    }

    private static Map<String, Long> counts(Map<? extends Enum<?>, Long> counts) {
        Map<String, Long> named = new TreeMap<>();
        counts.forEach((state, count) -> named.put(PlainText.of(state), count));
        return named;
    }
}
