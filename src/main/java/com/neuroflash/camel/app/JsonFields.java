package com.neuroflash.camel.app;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Fields of a JSON object in the order they are put; what is absent is left out. */
final class JsonFields {
    private final Map<String, Object> fields = new LinkedHashMap<>();

    JsonFields put(String name, Object value) {
        if (value instanceof Optional<?> optional) {
            optional.ifPresent(present -> put(name, present));
        } else if (value instanceof Enum<?> choice) {
            fields.put(name, PlainText.of(choice));
        } else if (value instanceof Number || value instanceof Boolean || value instanceof Iterable<?>) {
            fields.put(name, value);
        } else if (value instanceof JsonFields nested) {
            fields.put(name, nested.map());
        } else if (value instanceof Map<?, ?> map) {
            fields.put(name, map);
        } else {
            fields.put(name, value.toString());
        }
        return this;
    }

    Map<String, Object> map() {
        return fields;
    }
}
