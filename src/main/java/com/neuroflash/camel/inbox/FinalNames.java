package com.neuroflash.camel.inbox;

import com.neuroflash.camel.prompt.PromptFormat;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The names that a file may get at its end: its own, and numbered ones should that be taken. */
final class FinalNames {
    static final String ERRORS = ".error.json";

    private static final int MOST_BYTES = 200;

    private final String name;

    FinalNames(String name) {
        this.name = name;
    }

    /** The names for one prompt of a file, as an object of its own: {@code a-line4.json} and so on. */
    static FinalNames ofLine(String fileName, long line) {
        return new FinalNames(bounded(base(fileName), MOST_BYTES / 2) + "-line" + line + PromptFormat.JSON.extension());
    }

    /** A name without its extension. */
    static String base(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    /** {@code a.csv}, {@code a-2.csv}, {@code a-3.csv} and so on; short enough for {@link #ERRORS} behind them. */
    Stream<String> candidates() {
        int dot = name.lastIndexOf('.');
        String extension = dot > 0 ? bounded(name.substring(dot), MOST_BYTES / 4) : "";
        String base = bounded(base(name), MOST_BYTES - MOST_BYTES / 4);
        return IntStream.iterate(1, number -> number + 1)
                .mapToObj(number -> number == 1 ? base + extension : base + "-" + number + extension);
    }

    /** A hidden name for what is not complete yet; the same at every repetition, so that a crash leaves one at most. */
    String temporary(String part) {
        return "." + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)) + "." + part + ".tmp";
    }

    private static String bounded(String text, int bytes) {
        String shorter = text;
        while (shorter.getBytes(StandardCharsets.UTF_8).length > bytes) {
            shorter = shorter.substring(0, shorter.offsetByCodePoints(shorter.length(), -1));
        }
        return shorter;
    }
}
