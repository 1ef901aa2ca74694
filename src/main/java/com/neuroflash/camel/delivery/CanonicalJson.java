package com.neuroflash.camel.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** JSON for people that is the same bytes for equal values, on every platform. */
final class CanonicalJson {
    private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");
    private static final ObjectWriter WRITER = new ObjectMapper()
            .writer(new DefaultPrettyPrinter().withObjectIndenter(LINES).withArrayIndenter(LINES));

    private CanonicalJson() {}

    /** The fields in the map's order. */
    static byte[] bytesOf(Map<String, Object> fields) {
        try {
            return (WRITER.writeValueAsString(fields) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("plain values can't be written as JSON", impossible);
        }
    }

    /** Maps by name, at any depth: a server's order may change from answer to answer. */
    static Object sorted(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> byName = new TreeMap<>();
            map.forEach((name, field) -> byName.put(String.valueOf(name), sorted(field)));
            return byName;
        }
        return value instanceof List<?> list
                ? list.stream().map(CanonicalJson::sorted).toList()
                : value;
    }
}
