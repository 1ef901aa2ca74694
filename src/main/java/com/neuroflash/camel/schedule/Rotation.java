package com.neuroflash.camel.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;

/**
 * Which line of a list a firing takes: told by its scheduled time alone, so that every instance, and every start, says
 * the same. The time is numbered by the days since 2020 on which the schedule fires, times the firings of such a day, plus
 * its place in its day; so firings that follow one another take lines that follow one another, over weekends, months and
 * restarts. A time that a change of clocks moves or repeats takes the line of its place in the day.
 */
final class Rotation {
    private static final LocalDate ORIGIN = LocalDate.of(2020, 1, 1);
    private static final LocalDate SOME_DAY = LocalDate.of(2020, 6, 15);
    private static final int SECONDS_A_DAY = 24 * 60 * 60;
    private static final int TIME_FIELDS = 3;

    private final ZoneId zone;
    private final CronTimes noons;
    private final List<LocalTime> times;
    private Instant countedUntil =
            ORIGIN.atStartOfDay(ZoneOffset.UTC).toInstant().minusNanos(1);
    private long counted;

    private Rotation(ZoneId zone, CronTimes noons, List<LocalTime> times) {
        this.zone = zone;
        this.noons = noons;
        this.times = times;
    }

    /** Of what fires at these times. */
    static Rotation of(CronTimes fireTimes) {
        String[] fields = fireTimes.cron().strip().split("\\s+");
        String days = String.join(" ", List.of(fields).subList(TIME_FIELDS, fields.length));
        String hours = String.join(" ", List.of(fields).subList(0, TIME_FIELDS));
        Instant midnight = SOME_DAY.atStartOfDay(ZoneOffset.UTC).toInstant();
        List<LocalTime> times = CronTimes.of(hours + " * * ?", ZoneOffset.UTC)
                .between(midnight.minusNanos(1), midnight.plusSeconds(SECONDS_A_DAY - 1L), SECONDS_A_DAY)
                .stream()
                .map(time -> LocalTime.ofInstant(time, ZoneOffset.UTC))
                .toList();
        return new Rotation(fireTimes.zone(), CronTimes.of("0 0 12 " + days, ZoneOffset.UTC), times);
    }

    /** The line of a firing, from 0. */
    int line(Instant fireTime, int lines) {
        LocalDateTime local = LocalDateTime.ofInstant(fireTime, zone);
        long number = daysBefore(local.toLocalDate()) * times.size() + place(local.toLocalTime());
        return Math.floorMod(number, lines);
    }

    private int place(LocalTime time) {
        int found = Collections.binarySearch(times, time);
        return found >= 0 ? found : -found - 1;
    }

    /** Counted on from where it was counted before, or from the beginning for an earlier day. */
    private synchronized long daysBefore(LocalDate day) {
        Instant until = day.atStartOfDay(ZoneOffset.UTC).toInstant().minusNanos(1);
        if (until.isBefore(countedUntil)) {
            countedUntil = ORIGIN.atStartOfDay(ZoneOffset.UTC).toInstant().minusNanos(1);
            counted = 0;
        }
        counted += noons.between(countedUntil, until, Integer.MAX_VALUE).size();
        countedUntil = until.isAfter(countedUntil) ? until : countedUntil;
        return counted;
    }
}
