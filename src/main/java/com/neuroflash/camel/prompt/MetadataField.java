package com.neuroflash.camel.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sender's flat texts for the sidecar, few and short. */
final class MetadataField {
    static final int MOST_ENTRIES = 50;
    static final int MOST_OF_KEY = 100;
    static final int MOST_OF_VALUE = 2_000;
    static final int MOST_IN_ALL = 16_000;

    private final List<FieldProblem> problems;

    MetadataField(List<FieldProblem> problems) {
        this.problems = problems;
    }

    Map<String, String> read(Optional<JsonNode> value) {
        Map<String, String> entries = new LinkedHashMap<>();
        value.ifPresent(node -> readAll(node, entries));
        return entries;
    }

    private void readAll(JsonNode node, Map<String, String> entries) {
        if (!node.isObject()) {
            refuse(MessageFields.METADATA, "expected an object of texts, found " + Shown.node(node));
            return;
        }
        node.properties().forEach(entry -> read(entry.getKey(), entry.getValue(), entries));
        int length = entries.entrySet().stream()
                .mapToInt(entry -> entry.getKey().length() + entry.getValue().length())
                .sum();
        if (node.size() > MOST_ENTRIES) {
            refuse(MessageFields.METADATA, "has " + node.size() + " entries; at most " + MOST_ENTRIES + " are allowed");
        }
        if (length > MOST_IN_ALL) {
            refuse(
                    MessageFields.METADATA,
                    "is " + length + " characters long in all; at most " + MOST_IN_ALL + " are allowed");
        }
    }

    private void read(String key, JsonNode value, Map<String, String> entries) {
        String field = MessageFields.METADATA + "." + Shown.name(key);
        Optional<String> problem = Texts.lineProblem(key, MOST_OF_KEY).map(text -> "its key " + text);
        if (!value.isTextual()) {
            problem = problem.or(() -> Optional.of("expected a text (nothing nested), found " + Shown.node(value)));
        } else if (value.textValue().length() > MOST_OF_VALUE) {
            problem = problem.or(() -> Optional.of("is " + value.textValue().length() + " characters long; at most "
                    + MOST_OF_VALUE + " are allowed"));
        } else {
            problem = problem.or(() -> Texts.unwritable(value.textValue()));
        }
        problem.ifPresentOrElse(message -> refuse(field, message), () -> entries.put(key, value.textValue()));
    }

    private void refuse(String field, String message) {
        problems.add(new FieldProblem(field, message));
    }
}
