package com.neuroflash.camel.billing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A process with its own clocks, lease, and POSTs under way. */
final class ModelInstance {
    static final Duration LEASE = Duration.ofSeconds(30);

    final List<Job> jobs = new ArrayList<>();
    List<Batch> known = List.of();
    boolean frozen;
    private final String name;
    private int epoch;
    private long wallOffset;
    private long slept;
    private Instant heartbeat;
    private Moment renewed;
    private ServerClock clock;

    ModelInstance(String name, Instant now) {
        this.name = name;
        hear(now);
        renew(now);
    }

    /** A POST under way: committed, then perhaps sent. */
    record Job(
            String attempt, Moment committed, long user, int fate, int chance, Optional<ModelServer.Ending> ending) {}

    String owner() {
        return name + "-" + epoch;
    }

    Moment moment(Instant now) {
        return new Moment(now.plusSeconds(wallOffset), (now.getEpochSecond() - slept) * 1_000_000_000L);
    }

    void hear(Instant now) {
        clock = new ServerClock(now, moment(now), Duration.ofMillis(200));
    }

    /** Asks the server first when its time is not sure. */
    ServerSpan serverTime(Instant now, Flaw flaw) {
        if (flaw == Flaw.MONOTONIC_CLOCK_ONLY) {
            return ServerSpan.exactly(
                    clock.date().plusNanos(moment(now).nanos() - clock.heard().nanos()));
        }
        if (!clock.isSure(moment(now))) {
            hear(now);
        }
        return clock.at(moment(now));
    }

    void renew(Instant now) {
        renewed = moment(now);
        heartbeat = now;
    }

    Lease lease() {
        return new Lease(owner(), renewed, LEASE);
    }

    boolean isGone(String owner, Instant now) {
        return owner.startsWith(name + "-")
                && (!owner.equals(owner()) || heartbeat.plus(LEASE).isBefore(now));
    }

    void crash(Instant now) {
        jobs.clear();
        known = List.of();
        epoch++;
        frozen = false;
        hear(now);
        renew(now);
    }

    void stepWallClock(long seconds) {
        wallOffset += seconds;
    }

    void sleep(long seconds) {
        slept += seconds;
    }
}
