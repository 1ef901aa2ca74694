package com.neuroflash.camel.schedule;

import static java.util.Objects.requireNonNull;

import java.text.ParseException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Date;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import org.quartz.CronExpression;

/** When a quartz cron expression fires in a time zone. */
public final class CronTimes {
    private final CronExpression expression;
    private final ZoneId zone;

    private CronTimes(CronExpression expression, ZoneId zone) {
        this.expression = expression;
        this.zone = zone;
    }

    /**
     * Reads an expression.
     *
     * @throws IllegalArgumentException when quartz can't read it
     */
    public static CronTimes of(String cron, ZoneId zone) {
        requireNonNull(zone, "zone is null");
        try {
            CronExpression expression = new CronExpression(requireNonNull(cron, "cron is null"));
            expression.setTimeZone(TimeZone.getTimeZone(zone));
            return new CronTimes(expression, zone);
        } catch (ParseException unreadable) {
            throw new IllegalArgumentException(unreadable.getMessage(), unreadable);
        }
    }

    /** The expression as quartz reads it. */
    String cron() {
        return expression.getCronExpression();
    }

    /** In which it fires. */
    ZoneId zone() {
        return zone;
    }

    /** The first time after {@code instant}; empty when it never fires again. */
    synchronized Optional<Instant> next(Instant instant) {
        return Optional.ofNullable(expression.getNextValidTimeAfter(Date.from(instant)))
                .map(Date::toInstant);
    }

    /** Those after {@code begin} until {@code end}, the last {@code most} of them, in their order. */
    List<Instant> between(Instant begin, Instant end, int most) {
        Deque<Instant> times = new ArrayDeque<>();
        Optional<Instant> time = next(begin);
        while (time.isPresent() && !time.get().isAfter(end)) {
            if (times.size() == most) {
                times.removeFirst();
            }
            times.addLast(time.get());
            time = next(time.get());
        }
        return List.copyOf(times);
    }

    /** As it was written, with its zone. */
    @Override
    public String toString() {
        return expression.getCronExpression() + " " + zone;
    }
}
