package com.neuroflash.camel.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * The faults that are due. Counted faults queue up, one a call, in the order in which they were added; every fault with a
 * probability applies by itself to each call.
 */
public final class Faults {
    private final List<FaultRule> rules = new ArrayList<>();
    private final Random random;
    private final Runnable onClear;

    Faults(Random random, Runnable onClear) {
        this.random = random;
        this.onClear = onClear;
    }

    /** Strikes the next {@code count} calls, after the counted faults that are already queued. */
    public void next(Operation operation, int count, Fault fault) {
        if (count < 1) {
            throw new IllegalArgumentException("count must be 1 or more, found " + count);
        }
        add(new FaultRule(operation, count, 1, fault));
    }

    /** Strikes each call with that probability until {@link #clear()}. */
    public void always(Operation operation, double probability, Fault fault) {
        add(new FaultRule(operation, 0, probability, fault));
    }

    /** Adds a rule. */
    public synchronized void add(FaultRule rule) {
        rules.add(rule);
    }

    /** Ends all faults; access tokens of the settings that were expired are valid again. */
    public void clear() {
        synchronized (this) {
            rules.clear();
        }
        onClear.run();
    }

    /** The rules that are due, counted ones with the calls that are left. */
    public synchronized List<FaultRule> rules() {
        return List.copyOf(rules);
    }

    /**
     * Reads one rule or a list of rules, such as
     * {@code {"operation":"generate","times":1,"fault":{"type":"status","status":503}}}.
     */
    public static List<FaultRule> parse(String json) {
        Optional<JsonNode> given = Optional.empty();
        try {
            JsonNode tree = Json.MAPPER.readTree(json);
            given = Optional.of(tree);
            return tree.isArray()
                    ? Json.MAPPER.convertValue(tree, new TypeReference<List<FaultRule>>() {})
                    : List.of(Json.MAPPER.convertValue(tree, FaultRule.class));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new IllegalArgumentException(FaultTrouble.tell(e, given), e);
        }
    }

    synchronized Disturbance draw(Operation operation) {
        List<Fault> drawn = new ArrayList<>();
        takeCounted(operation, drawn);
        rules.stream()
                .filter(rule -> !rule.counted() && rule.operation().covers(operation))
                .filter(rule -> rule.probability() >= 1 || random.nextDouble() < rule.probability())
                .forEach(rule -> flatten(rule.fault(), drawn));
        return drawn.isEmpty() ? Disturbance.NONE : Disturbance.of(drawn, random);
    }

    private void takeCounted(Operation operation, List<Fault> drawn) {
        for (Iterator<FaultRule> all = rules.iterator(); all.hasNext(); ) {
            FaultRule rule = all.next();
            if (rule.counted() && rule.operation().covers(operation)) {
                flatten(rule.fault(), drawn);
                if (rule.times() == 1) {
                    all.remove();
                } else {
                    rules.set(rules.indexOf(rule), rule.withTimes(rule.times() - 1));
                }
                return;
            }
        }
    }

    private static void flatten(Fault fault, List<Fault> into) {
        if (fault instanceof Fault.Together together) {
            together.faults().forEach(each -> flatten(each, into));
        } else {
            into.add(fault);
        }
    }
}
