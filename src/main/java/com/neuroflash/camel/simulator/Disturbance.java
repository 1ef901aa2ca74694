package com.neuroflash.camel.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** The faults of one call, with the waiting times already drawn. */
record Disturbance(List<Fault> faults, Duration before, Duration after) {
    static final Disturbance NONE = new Disturbance(List.of(), Duration.ZERO, Duration.ZERO);

    Disturbance {
        faults = List.copyOf(faults);
    }

    static Disturbance of(List<Fault> faults, Random random) {
        return new Disturbance(faults, delay(faults, Moment.BEFORE, random), delay(faults, Moment.AFTER, random));
    }

    Duration delay(Moment moment) {
        return moment == Moment.BEFORE ? before : after;
    }

    <T extends Fault> Stream<T> all(Class<T> type) {
        return faults.stream().filter(type::isInstance).map(type::cast);
    }

    <T extends Fault> Optional<T> first(Class<T> type) {
        return all(type).findFirst();
    }

    boolean has(Class<? extends Fault> type) {
        return faults.stream().anyMatch(type::isInstance);
    }

    boolean drops(Moment moment) {
        return all(Fault.Drop.class).anyMatch(drop -> drop.moment() == moment);
    }

    Optional<Fault.Status> status(Moment moment) {
        return all(Fault.Status.class)
                .filter(status -> status.moment() == moment)
                .findFirst();
    }

    private static Duration delay(List<Fault> faults, Moment moment, Random random) {
        return faults.stream()
                .filter(Fault.Latency.class::isInstance)
                .map(Fault.Latency.class::cast)
                .filter(latency -> latency.moment() == moment)
                .map(latency -> between(latency, random))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration between(Fault.Latency latency, Random random) {
        long range = latency.max().minus(latency.min()).toMillis();
        return latency.min().plusMillis((long) (random.nextDouble() * range));
    }
}
