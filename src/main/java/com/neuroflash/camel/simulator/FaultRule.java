package com.neuroflash.camel.simulator;

import static java.util.Objects.requireNonNull;

/**
 * Which calls a fault strikes.
 *
 * @param operation which calls
 * @param times how many of the next calls; 0 for all of them
 * @param probability of each call, above 0 and up to 1
 * @param fault what goes wrong
 */
public record FaultRule(Operation operation, int times, double probability, Fault fault) {
    /** Every call of every operation unless said otherwise. */
    public FaultRule {
        requireNonNull(fault, "fault is null");
        operation = operation == null ? Operation.ALL : operation;
        probability = probability == 0 ? 1 : probability;
        if (times < 0) {
            throw new IllegalArgumentException("times must be 0 or more, found " + times);
        }
        if (!(probability > 0 && probability <= 1)) {
            throw new IllegalArgumentException("probability must be above 0 and up to 1, found " + probability);
        }
    }

    boolean counted() {
        return times > 0;
    }

    FaultRule withTimes(int left) {
        return new FaultRule(operation, left, probability, fault);
    }
}
