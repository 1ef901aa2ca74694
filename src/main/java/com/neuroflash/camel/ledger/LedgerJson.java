package com.neuroflash.camel.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.neuroflash.camel.api.HistoryEntry;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** JSON in columns: ASCII only, since PostgreSQL refuses some characters that a sender may use. */
final class LedgerJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private LedgerJson() {}

    static String origin(Origin origin) {
        return write(origin);
    }

    static Origin origin(String json) {
        return read(json, new TypeReference<>() {});
    }

    static String texts(Set<String> texts) {
        return write(new TreeSet<>(texts));
    }

    static Set<String> texts(String json) {
        return read(json, new TypeReference<>() {});
    }

    static String history(List<HistoryEntry> rows) {
        return write(rows);
    }

    static List<HistoryEntry> history(String json) {
        return read(json, new TypeReference<>() {});
    }

    private static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a record of texts and numbers can't be written as JSON", impossible);
        }
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException ignored) {
            // its message may repeat a prompt
            throw new IllegalStateException(
                    "a column of the ledger holds JSON of another shape; was it changed by hand, or by another release?");
        }
    }
}
