package com.neuroflash.camel.billing;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.api.HistoryEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which answered prompts a server's ways are learnt from. All of them teach the same once a few were seen, so that after
 * those one a second of a shape is enough, and what is kept tells of more time than the last moment. Thread-safe.
 */
public final class CalibrationSample {
    /** How many of a shape are wanted in any case. */
    static final int FIRST = 100;

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int MOST_SHAPES = 1000;

    private final Map<Shape, Seen> shapes = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Shape, Seen> eldest) {
            return size() > MOST_SHAPES;
        }
    };

    /**
     * What {@link ServerProfile#isCalibratedFor} tells apart, under one process's credentials, and what the history made of
     * it, so that one that it shows in another way than the many is kept.
     */
    private record Shape(
            Account account,
            Operation operation,
            Optional<String> model,
            Set<Prompts.Kind> kinds,
            boolean exact,
            Set<Optional<String>> shownModels) {
        static Shape of(FrozenRequest request, List<HistoryEntry> rows) {
            Optional<String> prompt = Optional.of(request.request().prompt());
            return new Shape(
                    request.account(),
                    request.operation(),
                    request.request().model(),
                    Prompts.kinds(request.request().prompt()),
                    rows.stream().allMatch(row -> row.prompt().equals(prompt)),
                    rows.stream().map(HistoryEntry::model).collect(Collectors.toSet()));
        }
    }

    private record Seen(int count, Instant last) {}

    /** Whether this one with its rows of the history is worth keeping; if so, it counts as kept. */
    public synchronized boolean wants(FrozenRequest request, List<HistoryEntry> rows, Instant answered) {
        requireNonNull(answered, "answered is null");
        Shape shape = Shape.of(request, rows);
        Seen seen = shapes.getOrDefault(shape, new Seen(0, Instant.MIN));
        if (seen.count() >= FIRST
                && Duration.between(seen.last(), answered).abs().compareTo(PAUSE) < 0) {
            return false;
        }
        shapes.put(shape, new Seen(Math.min(FIRST, seen.count() + 1), answered));
        return true;
    }
}
