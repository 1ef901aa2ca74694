package com.neuroflash.camel.simulator;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How faults are written as JSON: their types, each with its fields. */
public final class FaultForms {
    /** A rule with one fault. */
    public static final String EXAMPLE =
            "{\"operation\":\"generate\",\"times\":1,\"fault\":{\"type\":\"status\",\"status\":503}}";

    private FaultForms() {}

    /** Every type with its fields, such as {@code drop {moment}}. */
    public static List<String> all() {
        return types().map(FaultForms::form).toList();
    }

    /** One type with its fields; empty when there is none of that name. */
    static Optional<String> of(String name) {
        return types().filter(type -> type.name().equals(name)).findFirst().map(FaultForms::form);
    }

    private static Stream<JsonSubTypes.Type> types() {
        return Arrays.stream(Fault.class.getAnnotation(JsonSubTypes.class).value());
    }

    private static String form(JsonSubTypes.Type type) {
        String fields = Arrays.stream(type.value().getRecordComponents())
                .map(RecordComponent::getName)
                .map(SnakeCaseStrategy.INSTANCE::translate)
                .collect(Collectors.joining(", "));
        return fields.isEmpty() ? type.name() : type.name() + " {" + fields + "}";
    }
}
