package com.neuroflash.camel.inbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A csv row without a flaw, and where each of its cells is in its bytes. */
final class CsvRow {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._:-]*");

    private final byte[] content;
    private final List<Cell> cells = new ArrayList<>();

    private CsvRow(byte[] content) {
        this.content = content;
    }

    static CsvRow of(byte[] content) {
        CsvRow row = new CsvRow(content);
        row.scan(lengthWithoutReturns(content));
        return row;
    }

    /** The cells as they are read: without quotes and the spaces around. */
    List<String> texts() {
        return cells.stream().map(this::text).toList();
    }

    /** What to change so that a cell has this text; empty when it has one already. */
    Optional<Splice> fill(int column, String text) {
        if (column < cells.size()) {
            Cell cell = cells.get(column);
            return text(cell).isEmpty()
                    ? Optional.of(new Splice(cell.start, cell.end - cell.start, quoted(text)))
                    : Optional.empty();
        }
        int end = cells.get(cells.size() - 1).end;
        return Optional.of(Splice.insert(end, ",".repeat(column - cells.size() + 1) + quoted(text)));
    }

    /** A row of these cells, without empty ones at its end. */
    static String join(List<String> texts) {
        int size = texts.size();
        while (size > 1 && texts.get(size - 1).isEmpty()) {
            size--;
        }
        return texts.subList(0, size).stream().map(CsvRow::quoted).collect(Collectors.joining(","));
    }

    static String quoted(String text) {
        return PLAIN.matcher(text).matches() ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    /** In a row without a flaw every quote opens, closes or is one of two. */
    private void scan(int end) {
        boolean inQuotes = false;
        int start = 0;
        for (int index = 0; index < end; index++) {
            if (content[index] == '"') {
                inQuotes = !inQuotes;
            } else if (content[index] == ',' && !inQuotes) {
                cells.add(new Cell(start, index));
                start = index + 1;
            }
        }
        cells.add(new Cell(start, end));
    }

    private String text(Cell cell) {
        String raw = new String(content, cell.start, cell.end - cell.start, StandardCharsets.UTF_8);
        boolean quoted = raw.startsWith("\"") && raw.lastIndexOf('"') > 0;
        return (quoted ? raw.substring(1, raw.lastIndexOf('"')).replace("\"\"", "\"") : raw).strip();
    }

    /** Carriage returns at the very end belong to the line end, however many there are. */
    private static int lengthWithoutReturns(byte[] content) {
        int length = content.length;
        while (length > 0 && content[length - 1] == '\r') {
            length--;
        }
        return length;
    }

    private record Cell(int start, int end) {}
}
