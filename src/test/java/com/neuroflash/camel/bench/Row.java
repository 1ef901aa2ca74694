package com.neuroflash.camel.bench;

import java.util.Locale;

/**
 * A line of the table.
 *
 * @param what was measured
 * @param ours the packed jar's figure
 * @param plain the plain route's figure
 * @param ratio ours to plain
 * @param aim what was aimed at, and whether it was met
 */
record Row(String what, String ours, String plain, String ratio, String aim) {
    static final String NONE = "–";

    static Row of(String what, String ours, String plain, String ratio) {
        return new Row(what, ours, plain, ratio, NONE);
    }

    Row withAim(String text, boolean met) {
        return new Row(what, ours, plain, ratio, text + (met ? ": met" : ": missed"));
    }

    String toMarkdown() {
        return "| " + String.join(" | ", what, ours, plain, ratio, aim) + " |";
    }

    static String ratio(double ours, double plain) {
        return plain > 0 ? text("%.2f×", ours / plain) : NONE;
    }

    /** The same numbers on every machine, whatever its language. */
    static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
