package com.neuroflash.camel.app;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.schedule.CronTimes;
import com.neuroflash.camel.schedule.Schedule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the keys {@code schedule.<name>.*} of one schedule after the other. */
final class ScheduleReader {
    static final String AREA = "schedule.";

    /** The keys of a schedule, whatever its name. */
    static final Pattern KEY =
            Pattern.compile("schedule\\.[a-z0-9][a-z0-9-]{0,59}\\.(?:cron|zone|prompt|request|list|catch-up)");

    static final List<String> KEYS = List.of("cron", "zone", "prompt", "request", "list", "catch-up");

    private static final Duration MOST_CATCH_UP = Duration.ofDays(31);
    private static final int MOST_LINES = 100_000;

    private final Values values;
    private final Problems problems;
    private final Path workingDirectory;

    ScheduleReader(Values values, Problems problems, Path workingDirectory) {
        this.values = requireNonNull(values, "values is null");
        this.problems = requireNonNull(problems, "problems is null");
        this.workingDirectory = requireNonNull(workingDirectory, "workingDirectory is null");
    }

    /** The schedule of that name; empty when something is wrong with it, which the problems say. */
    Optional<Schedule> read(String name) {
        String key = AREA + name;
        Optional<ZoneId> zone = zone(key + ".zone");
        Optional<CronTimes> times = times(key + ".cron", zone.orElse(ZoneOffset.UTC));
        Optional<List<String>> lines = lines(key + ".list");
        Optional<Duration> catchUp = catchUp(key + ".catch-up");
        if (zone.isEmpty() || times.isEmpty() || lines.isEmpty() || catchUp.isEmpty()) {
            return Optional.empty();
        }
        Schedule.Prompts prompts =
                new Schedule.Prompts(values.text(key + ".prompt"), values.text(key + ".request"), lines.get());
        try {
            return Optional.of(Schedule.of(name, times.get(), prompts, catchUp.get()));
        } catch (IllegalArgumentException refused) {
            problems.add(key + (prompts.request().isPresent() ? ".request" : ".prompt"), refused.getMessage());
            return Optional.empty();
        }
    }

    private Optional<ZoneId> zone(String key) {
        String zone = values.text(key).orElse("UTC");
        try {
            return Optional.of(ZoneId.of(zone));
        } catch (DateTimeException unknown) {
            problems.add(key, "expected a time zone such as UTC or Europe/Berlin, found '" + zone + "'");
            return Optional.empty();
        }
    }

    private Optional<CronTimes> times(String key, ZoneId zone) {
        Optional<String> cron = values.text(key);
        if (cron.isEmpty()) {
            problems.add(key, "expected a quartz cron expression such as '0 0 6 * * ?', found nothing");
            return Optional.empty();
        }
        try {
            return Optional.of(CronTimes.of(cron.get(), zone));
        } catch (IllegalArgumentException unreadable) {
            problems.add(
                    key,
                    "expected a quartz cron expression (seconds, minutes, hours, day of month, month, day of week) such"
                            + " as '0 0 6 * * ?', found '" + cron.get() + "': " + unreadable.getMessage());
            return Optional.empty();
        }
    }

    private Optional<List<String>> lines(String key) {
        Optional<Path> file = values.path(key).map(workingDirectory::resolve);
        if (file.isEmpty()) {
            return values.text(key).isEmpty() ? Optional.of(List.of()) : Optional.empty();
        }
        try {
            List<String> lines = Files.readAllLines(file.get(), StandardCharsets.UTF_8).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
            if (!lines.isEmpty() && lines.size() <= MOST_LINES) {
                return Optional.of(lines);
            }
            problems.add(key, "expected 1 to " + MOST_LINES + " lines that are not empty, found " + lines.size());
        } catch (IOException unreadable) {
            problems.add(key, "expected a file in UTF-8, found " + file.get() + ", which can't be read: " + unreadable);
        }
        return Optional.empty();
    }

    private Optional<Duration> catchUp(String key) {
        Optional<String> text = values.text(key).filter(duration -> !duration.matches("0(ms|s|m|h|d)?"));
        if (text.isEmpty()) {
            return Optional.of(Duration.ZERO);
        }
        Duration catchUp = values.duration(key);
        if (catchUp.compareTo(MOST_CATCH_UP) > 0) {
            problems.add(key, "expected at most 31d, found '" + text.get() + "'");
        }
        return Optional.of(catchUp);
    }
}
