package com.neuroflash.camel.app;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.intent.Counted;
import com.neuroflash.camel.source.LineFailure;
import com.neuroflash.camel.source.ReplayDirectory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Dead letters in a table. */
final class ReplayList {
    private final Settings settings;
    private final ReplayCounts counts;

    ReplayList(Settings settings, ReplayCounts counts) {
        this.settings = requireNonNull(settings, "settings is null");
        this.counts = requireNonNull(counts, "counts is null");
    }

    Answer answer(List<Letter> letters, int limit) throws IOException {
        int underWay =
                new ReplayDirectory(settings.messages().deadLetters()).list().size();
        List<Letter> shown = letters.stream().limit(limit).toList();
        List<Map<String, Object>> json = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("ID", "SOURCE", "PLACE", "SINCE", "REPLAYS", "FAILED", "PAID", "REASON"));
        for (Letter letter : shown) {
            int replays = letter.replays(counts);
            rows.add(row(letter, replays));
            json.add(json(letter, replays));
        }
        List<String> text = new ArrayList<>(shown.isEmpty() ? List.of() : PlainText.table(rows));
        text.add(
                letters.isEmpty()
                        ? "no dead letter"
                        : Counted.of(letters.size(), "dead letter")
                                + (letters.size() > shown.size() ? ", " + shown.size() + " shown: --limit" : "")
                                + "; replay send --dry-run says what sending them again would cost");
        if (underWay > 0) {
            text.add(underWay + " more are being replayed, or wait for a service that does");
        }
        Object answer = new JsonFields()
                .put("total", letters.size())
                .put("under_way", underWay)
                .put("letters", json)
                .map();
        return Answer.ok(answer, text);
    }

    private static List<String> row(Letter letter, int replays) {
        return List.of(
                letter.shortId(),
                letter.source(),
                letter.place(),
                PlainText.of(letter.since()),
                Integer.toString(replays),
                Integer.toString(letter.failures().size()),
                letter.paidImages().map(Object::toString).orElse("-"),
                letter.failures().stream().map(LineFailure::reason).findFirst().orElse("(its report is gone)"));
    }

    private static Map<String, Object> json(Letter letter, int replays) {
        return new JsonFields()
                .put("id", letter.id())
                .put("source", letter.source())
                .put("place", letter.place())
                .put("since", letter.since())
                .put("replays", replays)
                .put("paid_images", letter.paidImages())
                .put("body", letter.body().toString())
                .put(
                        "failures",
                        letter.failures().stream().map(ReplayList::json).toList())
                .map();
    }

    private static Map<String, Object> json(LineFailure failure) {
        JsonFields fields = new JsonFields().put("line", failure.line()).put("reason", failure.reason());
        failure.status().ifPresent(status -> fields.put("status", status));
        return fields.put("what_to_do", failure.whatToDo())
                .put("intent", failure.intent())
                .map();
    }
}
