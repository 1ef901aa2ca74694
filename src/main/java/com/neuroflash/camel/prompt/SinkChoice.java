package com.neuroflash.camel.prompt;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which of the configured sinks a message may name, by the source that it came from. A name that passed is one of the
 * configuration's own words.
 *
 * @param usual the sink of messages that name none; every source may name it
 * @param enabled all sinks that have a route, the usual one first
 * @param bySource what else a source's messages may name, by the source's name
 */
public record SinkChoice(String usual, List<String> enabled, Map<String, List<String>> bySource) {
    /** Checks that all are there, puts the usual sink first and names each once. */
    public SinkChoice {
        requireNonNull(usual, "usual is null");
        enabled = usualFirst(usual, enabled);
        Map<String, List<String>> copy = new LinkedHashMap<>();
        for (Map.Entry<String, List<String>> source : bySource.entrySet()) {
            copy.put(source.getKey(), usualFirst(usual, source.getValue()));
        }
        bySource = Map.copyOf(copy);
        for (List<String> allowed : bySource.values()) {
            if (!enabled.containsAll(allowed)) {
                throw new IllegalArgumentException("expected some of the sinks " + enabled + ", found " + allowed);
            }
        }
    }

    /** One sink, which needs no naming. */
    public static SinkChoice only(String sink) {
        return new SinkChoice(sink, List.of(), Map.of());
    }

    /** What messages of a source may name; {@code schedule.daily} is allowed what {@code schedule} is. */
    public List<String> allowed(String source) {
        String area = source.split("[.:/]", 2)[0];
        return bySource.getOrDefault(source, bySource.getOrDefault(area, List.of(usual)));
    }

    /** What is wrong with the sink that a message of a source names; empty when it may, or names none. */
    public Optional<FieldProblem> problem(String source, Optional<String> named) {
        List<String> allowed = allowed(source);
        return named.filter(sink -> !allowed.contains(sink))
                .map(sink -> new FieldProblem(
                        "sink",
                        "expected " + String.join(" or ", allowed) + " (more are allowed by delivery.sinks and "
                                + source.split("[.:/]", 2)[0] + ".sinks), found " + Shown.text(sink)));
    }

    private static List<String> usualFirst(String usual, List<String> others) {
        Set<String> names = new LinkedHashSet<>();
        names.add(usual);
        names.addAll(others);
        return List.copyOf(names);
    }
}
