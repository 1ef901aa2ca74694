package com.neuroflash.camel.bench;

import java.util.Arrays;
import java.util.Collection;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * What came out of several measurements of the same.
 *
 * @param least of them
 * @param median of them; of an even number the upper one
 * @param most of them
 */
record Spread(double least, double median, double most) {
    static Spread of(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        return new Spread(sorted[0], sorted[sorted.length / 2], sorted[sorted.length - 1]);
    }

    static Spread of(double[] values) {
        return of(Arrays.stream(values));
    }

    static <T> Spread of(Collection<T> results, ToDoubleFunction<T> value) {
        return of(results.stream().mapToDouble(value));
    }

    Spread times(double factor) {
        return new Spread(least * factor, median * factor, most * factor);
    }

    /** As in "2.92 s (2.64 to 3.25)". */
    String text(String format, String unit) {
        return Row.text(format + "%s (" + format + " to " + format + ")", median, unit, least, most);
    }
}
