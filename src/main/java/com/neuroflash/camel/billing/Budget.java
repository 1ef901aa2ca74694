package com.neuroflash.camel.billing;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.OptionalInt;

/**
 * How many images may be paid for, by UTC day and month, as the vendor's quota counts.
 *
 * @param imagesPerDay {@code budget.images-per-day}; empty for no limit
 * @param imagesPerMonth {@code budget.images-per-month}; empty for no limit
 */
public record Budget(OptionalInt imagesPerDay, OptionalInt imagesPerMonth) {
    private static final String DAILY = "budget.images-per-day";
    private static final String MONTHLY = "budget.images-per-month";

    /** Checks that both are zero or more. */
    public Budget {
        requireNotNegative(imagesPerDay, DAILY);
        requireNotNegative(imagesPerMonth, MONTHLY);
    }

    /** No limit. */
    public static Budget unlimited() {
        return new Budget(OptionalInt.empty(), OptionalInt.empty());
    }

    /**
     * What is reserved or spent already.
     *
     * @param day images of the UTC day
     * @param month images of its month, that day's included
     */
    public record Use(int day, int month) {}

    /** What a budget says to one more prompt. */
    public sealed interface Verdict {
        /**
         * Reserve it, in the transaction that commits PREPARED.
         *
         * @param day the UTC day it counts for, also when it is released later
         * @param images how many
         */
        record Reserve(LocalDate day, int images) implements Verdict {}

        /**
         * Used up; the prompt is parked.
         *
         * @param until when the budget begins anew
         */
        record UsedUp(Instant until) implements Verdict {}

        /**
         * The prompt may cost more than a whole budget; it is parked until someone raises it.
         *
         * @param images what it may cost
         * @param limit the whole budget
         * @param key the configuration's name of it
         */
        record TooSmall(int images, int limit, String key) implements Verdict {}
    }

    /**
     * Whether {@code images} more fit.
     *
     * @param now the server's time
     */
    public Verdict reserve(Use use, int images, Instant now) {
        int smallest = Math.min(limit(imagesPerDay), limit(imagesPerMonth));
        if (images > smallest) {
            return new Verdict.TooSmall(images, smallest, smallest == limit(imagesPerMonth) ? MONTHLY : DAILY);
        }
        LocalDate day = day(now);
        if (images > limit(imagesPerMonth) - use.month()) {
            return new Verdict.UsedUp(start(day.withDayOfMonth(1).plusMonths(1)));
        }
        if (images > limit(imagesPerDay) - use.day()) {
            return new Verdict.UsedUp(start(day.plusDays(1)));
        }
        return new Verdict.Reserve(day, images);
    }

    /**
     * What an attempt counts for in its state: the reservation while its bill is open, then what was billed, which may be
     * more. The difference to what it counted for before is released, or charged.
     *
     * @param billed the images of its answer or batch
     */
    public static int countsFor(AttemptState state, int reserved, int billed) {
        switch (state) {
            case REJECTED:
            case ABSENT:
                return 0;
            case ANSWERED:
            case UNIDENTIFIED:
            case ADOPTED:
            case SURPLUS:
                return billed;
            default:
                return reserved;
        }
    }

    /** The UTC day of a moment in server time. */
    public static LocalDate day(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC);
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static int limit(OptionalInt limit) {
        return limit.orElse(Integer.MAX_VALUE);
    }

    private static void requireNotNegative(OptionalInt limit, String name) {
        requireNonNull(limit, name + " is null");
        if (limit.isPresent() && limit.getAsInt() < 0) {
            throw new IllegalArgumentException(name + " must be 0 or more, found " + limit.getAsInt());
        }
    }
}
