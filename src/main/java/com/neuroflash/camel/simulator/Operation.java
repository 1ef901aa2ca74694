package com.neuroflash.camel.simulator;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A call of the API, to count it and to disturb it. */
public enum Operation {
    GENERATE,
    EDIT,
    MODELS,
    HISTORY,
    GENERATION,
    DELETE,
    VIEW,
    TOKEN,
    QUOTA,
    WORKSPACES,
    /** Every call; only for faults. */
    ALL;

    /** The operation of that name, in any case. */
    @JsonCreator
    public static Operation named(String name) {
        return Arrays.stream(values())
                .filter(operation -> operation.text().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("operation must be one of " + names() + ", found '" + name + "'"));
    }

    /** Its name as configuration writes it. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean covers(Operation called) {
        return this == ALL || this == called;
    }

    private static List<String> names() {
        return Arrays.stream(values()).map(Operation::text).toList();
    }
}
