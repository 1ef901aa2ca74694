package com.neuroflash.camel.billing;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

    /** What {@link ServerProfile#isCalibratedFor} tells apart, under one process's credentials. */
    private record Shape(Account account, Operation operation, Optional<String> model, Set<Prompts.Kind> kinds) {}

    private record Seen(int count, Instant last) {}

    /** Whether this one is worth keeping; if so, it counts as kept. */
    public synchronized boolean wants(FrozenRequest request, Instant answered) {
        requireNonNull(answered, "answered is null");
        Shape shape = new Shape(
                request.account(),
                request.operation(),
                request.request().model(),
                Prompts.kinds(request.request().prompt()));
        Seen seen = shapes.getOrDefault(shape, new Seen(0, Instant.MIN));
        if (seen.count() >= FIRST
                && Duration.between(seen.last(), answered).abs().compareTo(PAUSE) < 0) {
            return false;
        }
        shapes.put(shape, new Seen(Math.min(FIRST, seen.count() + 1), answered));
        return true;
    }
}
