package com.neuroflash.camel.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** The image credits of the workspace, by month and day in UTC. */
final class Quota {
    private final SimulatedLimits limits;
    private final Clock clock;
    private final Map<YearMonth, Long> months = new HashMap<>();
    private final Map<LocalDate, Long> days = new HashMap<>();

    Quota(SimulatedLimits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /** Takes over what was billed before. */
    synchronized void restore(Store store) {
        months.putAll(store.billedImages(Quota::monthOf));
        days.putAll(store.billedImages(Quota::dayOf));
    }

    /**
     * Takes as many credits as there are, up to {@code wanted}.
     *
     * @throws Refusal when there is none
     */
    synchronized Credits take(int wanted) {
        Instant now = clock.instant();
        long available = Math.min(limits.monthlyQuota() - usedMonthly(now), limits.dailyQuota() - usedDaily(now));
        if (available <= 0 && wanted > 0) {
            throw exceeded(now);
        }
        int granted = (int) Math.min(available, wanted);
        add(now, granted);
        return new Credits(wanted, granted, now);
    }

    /** Gives back what was not billed after all. */
    synchronized void giveBack(Credits credits) {
        add(credits.taken(), -credits.granted());
    }

    synchronized Usage usage() {
        Instant now = clock.instant();
        return new Usage(limits.monthlyQuota(), limits.dailyQuota(), usedMonthly(now), usedDaily(now), dayOf(now));
    }

    /** Credits that were taken from the quota. */
    record Credits(int wanted, int granted, Instant taken) {
        boolean isShort() {
            return granted < wanted;
        }
    }

    /** What is used of what there is. */
    record Usage(long monthly, long daily, long usedMonthly, long usedDaily, LocalDate day) {}

    private Refusal exceeded(Instant now) {
        boolean monthly = usedMonthly(now) >= limits.monthlyQuota();
        LocalDate next =
                monthly ? monthOf(now).plusMonths(1).atDay(1) : dayOf(now).plusDays(1);
        Duration wait = Duration.between(now, next.atStartOfDay(ZoneOffset.UTC).toInstant());
        return Refusal.tooMany(
                "Image quota exceeded: no " + (monthly ? "monthly" : "daily") + " image credits left",
                wait.toSeconds());
    }

    private void add(Instant when, long images) {
        months.merge(monthOf(when), images, Long::sum);
        days.merge(dayOf(when), images, Long::sum);
    }

    private long usedMonthly(Instant now) {
        return months.getOrDefault(monthOf(now), 0L);
    }

    private long usedDaily(Instant now) {
        return days.getOrDefault(dayOf(now), 0L);
    }

    private static YearMonth monthOf(Instant instant) {
        return YearMonth.from(instant.atZone(ZoneOffset.UTC));
    }

    private static LocalDate dayOf(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }
}
