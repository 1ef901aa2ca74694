package com.neuroflash.camel.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.neuroflash.camel.prompt.FieldProblem;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is wrong, line by line and field by field. */
final class LineProblems {
    private static final int MOST_TOLD = 100;

    private final Map<Long, List<FieldProblem>> problems = new TreeMap<>();

    void add(long line, List<FieldProblem> found) {
        if (!found.isEmpty()) {
            problems.put(line, found);
        }
    }

    boolean any() {
        return !problems.isEmpty();
    }

    /** An answer that names them; of very many the first. */
    Reply reply(int status, String error) {
        ObjectNode json = Reply.error(error);
        json.put("refused", problems.size());
        ArrayNode errors = json.putArray("errors");
        problems.entrySet().stream().limit(MOST_TOLD).forEach(entry -> {
            ObjectNode line = errors.addObject().put("line", entry.getKey());
            ArrayNode fields = line.putArray("fields");
            entry.getValue()
                    .forEach(problem ->
                            fields.addObject().put("field", problem.field()).put("message", problem.message()));
        });
        return Reply.of(status, json);
    }
}
