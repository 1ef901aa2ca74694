package com.neuroflash.camel.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the server leaves out or gives as null becomes an empty value. */
final class Absent {
    private Absent() {}

    static <T> Optional<T> toEmpty(Optional<T> value) {
        return value == null ? Optional.empty() : value;
    }

    static <T> List<T> toEmpty(List<T> value) {
        return value == null ? List.of() : List.copyOf(value);
    }

    /** Keeps the order, and null values, which a server may send and {@code Map.copyOf} refuses. */
    static Map<String, Object> toEmpty(Map<String, Object> value) {
        return value == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(value));
    }
}
