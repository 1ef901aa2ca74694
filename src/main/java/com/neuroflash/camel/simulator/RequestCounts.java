package com.neuroflash.camel.simulator;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/** How often each operation was called since the start, failed calls included. */
final class RequestCounts {
    private final AtomicLongArray counts = new AtomicLongArray(Operation.values().length);

    void count(Operation operation) {
        counts.incrementAndGet(operation.ordinal());
        counts.incrementAndGet(Operation.ALL.ordinal());
    }

    Map<Operation, Long> all() {
        Map<Operation, Long> all = new EnumMap<>(Operation.class);
        for (Operation operation : Operation.values()) {
            all.put(operation, counts.get(operation.ordinal()));
        }
        return all;
    }
}
