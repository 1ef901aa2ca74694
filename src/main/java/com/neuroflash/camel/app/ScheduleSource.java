package com.neuroflash.camel.app;

import com.neuroflash.camel.schedule.FireSchedules;
import com.neuroflash.camel.schedule.Schedule;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;

/** Prompts by the clock: all schedules that are configured. */
final class ScheduleSource implements Source {
    static final String ROUTE = "fire-schedules";

    private final List<Schedule> schedules;

    private ScheduleSource(List<Schedule> schedules) {
        this.schedules = List.copyOf(schedules);
    }

    static Optional<ScheduleSource> read(Values values, Problems problems, Path workingDirectory) {
        values.duration("schedule.check-interval");
        ScheduleReader reader = new ScheduleReader(values, problems, workingDirectory);
        List<Schedule> schedules = new ArrayList<>();
        values.names(ScheduleReader.AREA).forEach(name -> reader.read(name).ifPresent(schedules::add));
        return schedules.isEmpty() ? Optional.empty() : Optional.of(new ScheduleSource(schedules));
    }

    @Override
    public String name() {
        return Schedule.SOURCE;
    }

    @Override
    public String place() {
        return "the schedules " + schedules.stream().map(Schedule::toString).collect(Collectors.joining(", "));
    }

    @Override
    public Set<String> routes() {
        return Set.of(ROUTE);
    }

    @Override
    public void bind(CamelContext context, SourceParts parts) {
        context.getRegistry().bind("fireSchedules", FireSchedules.of(schedules, parts.pipeline(), Clock.systemUTC()));
    }
}
