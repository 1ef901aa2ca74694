package com.neuroflash.camel.prompt;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The first row of a csv, which names the columns. */
final class CsvHeader {
    static final String METADATA_PREFIX = MessageFields.METADATA + ".";

    private static final String HEADER = "header";

    private CsvHeader() {}

    static List<String> columns(RawRecord header) throws RefusedPrompt {
        if (header.flaw().isPresent()) {
            throw new RefusedPrompt(HEADER, header.flaw().get());
        }
        List<String> columns =
                CsvCells.read(header, HEADER).stream().map(String::strip).toList();
        if (!columns.contains(MessageFields.PROMPT)) {
            // without that column the row may be no header but a prompt, so its words are not repeated
            throw new RefusedPrompt(
                    HEADER,
                    "the first row (line " + header.line()
                            + ") has no column 'prompt'; it must name the columns, separated" + " by commas. "
                            + allowed());
        }
        List<FieldProblem> problems = problems(columns);
        if (!problems.isEmpty()) {
            throw new RefusedPrompt(problems);
        }
        return columns;
    }

    private static List<FieldProblem> problems(List<String> columns) {
        List<FieldProblem> problems = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int index = 0; index < columns.size(); index++) {
            String column = columns.get(index);
            String place = "column " + (index + 1) + " '" + Shown.name(column) + "' ";
            if (!isKnown(column)) {
                problems.add(new FieldProblem(HEADER, place + "is unknown. " + allowed()));
            } else if (!seen.add(column)) {
                problems.add(new FieldProblem(HEADER, place + "is there more than once; name each column once"));
            }
        }
        return problems;
    }

    private static boolean isKnown(String column) {
        return column.startsWith(METADATA_PREFIX)
                ? column.length() > METADATA_PREFIX.length()
                : MessageFields.NAMES.contains(column) && !column.equals(MessageFields.METADATA);
    }

    private static String allowed() {
        List<String> names = new ArrayList<>(MessageFields.NAMES);
        names.remove(MessageFields.METADATA);
        names.add("and, for metadata, " + METADATA_PREFIX + "<key>");
        return "Allowed are " + String.join(", ", names);
    }
}
