package com.neuroflash.camel.app;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Text for a terminal: aligned, and without characters that would move its cursor or hide a part. */
final class PlainText {
    private static final String GAP = "  ";

    private PlainText() {}

    /** Control and format characters, line breaks too, written as Java writes them. */
    static String of(String foreign) {
        StringBuilder plain = new StringBuilder();
        foreign.codePoints().forEach(character -> {
            switch (Character.getType(character)) {
                case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                    plain.append(escaped(character));
                case Character.SURROGATE -> plain.append('?');
                default -> plain.appendCodePoint(character);
            }
        });
        return plain.toString();
    }

    /** By the second, in UTC. */
    static String of(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** An enumeration's name in small letters. */
    static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** The first of many names. */
    static String some(List<String> names, int most) {
        String some = names.stream().limit(most).map(PlainText::of).collect(Collectors.joining(", "));
        return names.size() > most ? some + ", ..." : some;
    }

    /** Rows in columns; the last one as long as it is. */
    static List<String> table(List<List<String>> rows) {
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                String cell = of(row.get(column));
                line.append(cell);
                if (column < row.size() - 1) {
                    line.append(" ".repeat(width(rows, column) - cell.length())).append(GAP);
                }
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream()
                .filter(row -> column < row.size())
                .mapToInt(row -> of(row.get(column)).length())
                .max()
                .orElse(0);
    }

    private static String escaped(int character) {
        if (character == '\n') {
            return "\\n";
        }
        return String.format(Locale.ROOT, "\\u%04x", character);
    }
}
