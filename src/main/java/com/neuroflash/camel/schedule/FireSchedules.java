package com.neuroflash.camel.schedule;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.intent.Arrival;
import com.neuroflash.camel.intent.Pipeline;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The step that stores the firings of all schedules that have come due, as prompts that wait in the ledger. */
public final class FireSchedules implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(FireSchedules.class);
    private static final String WAITS = "fired by its schedule; waits for its turn";

    private final Clock clock;
    private final List<Firings> firings;

    private FireSchedules(Clock clock, List<Firings> firings) {
        this.clock = clock;
        this.firings = firings;
    }

    /**
     * Fires through a pipeline's waiting room.
     *
     * @throws IllegalArgumentException when a schedule names a sink that it may not
     */
    public static FireSchedules of(List<Schedule> schedules, Pipeline pipeline, Clock clock) {
        requireNonNull(pipeline, "pipeline is null");
        schedules.forEach(schedule -> pipeline.waitingRoom()
                .sinkProblem(schedule.fire(clock.instant()).message(), Schedule.SOURCE)
                .ifPresent(problem -> {
                    throw new IllegalArgumentException("schedule." + schedule.name() + ".request: " + problem);
                }));
        return of(schedules, clock, new FiringLedger() {
            @Override
            public Instant since(Schedule schedule, Instant now) {
                return pipeline.since(Schedule.SOURCE + " " + schedule, now);
            }

            @Override
            public void keep(Collection<Arrival> fired) {
                pipeline.waitingRoom().keepAll(fired, WAITS);
            }
        });
    }

    static FireSchedules of(List<Schedule> schedules, Clock clock, FiringLedger ledger) {
        Instant now = clock.instant();
        schedules.forEach(schedule -> LOG.info(
                "schedule {} fires next at {}",
                schedule,
                schedule.times().next(now).map(Instant::toString).orElse("no time any more")));
        return new FireSchedules(
                clock,
                schedules.stream()
                        .map(schedule -> new Firings(schedule, ledger, now))
                        .toList());
    }

    @Override
    public synchronized void process(Exchange exchange) {
        fire();
    }

    void fire() {
        firings.forEach(each -> each.look(clock.instant()));
    }
}
