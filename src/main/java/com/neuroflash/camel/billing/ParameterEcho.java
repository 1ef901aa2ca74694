package com.neuroflash.camel.billing;

import com.neuroflash.camel.api.GenerationRequest;
import com.neuroflash.camel.api.HistoryEntry;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Under which names the history repeats a request's parameters, as far as every answered attempt agrees.
 *
 * @param names for each field of a request the names that always carried its value
 */
record ParameterEcho(Map<String, Set<String>> names) {
    ParameterEcho {
        names = Map.copyOf(names);
    }

    static ParameterEcho learn(List<AnsweredPair> pairs) {
        Map<String, Set<String>> candidates = new LinkedHashMap<>();
        Map<String, Set<String>> values = new LinkedHashMap<>();
        for (AnsweredPair pair : pairs) {
            fields(pair.attempt().request().request()).forEach((field, value) -> {
                values.computeIfAbsent(field, key -> new HashSet<>()).add(value);
                pair.rows().forEach(row -> narrow(candidates, field, carrying(row, value)));
            });
        }
        candidates.forEach((field, names) -> names.removeIf(
                name -> !isSameName(field, name) && values.get(field).size() < 2));
        candidates.values().removeIf(Set::isEmpty);
        return new ParameterEcho(candidates);
    }

    /** Whether a row repeats everything of the request that this server is known to repeat. */
    boolean isRepeatedBy(HistoryEntry row, GenerationRequest request) {
        Map<String, String> fields = fields(request);
        return names.entrySet().stream()
                .filter(echo -> fields.containsKey(echo.getKey()))
                .allMatch(echo -> carrying(row, fields.get(echo.getKey())).containsAll(echo.getValue()));
    }

    private static void narrow(Map<String, Set<String>> candidates, String field, Set<String> carrying) {
        Set<String> known = candidates.putIfAbsent(field, new HashSet<>(carrying));
        if (known != null) {
            known.retainAll(carrying);
        }
    }

    private static Set<String> carrying(HistoryEntry row, String value) {
        Set<String> names = new HashSet<>();
        row.parameters().forEach((name, found) -> {
            if (found != null && value.equals(text(found))) {
                names.add(name);
            }
        });
        return names;
    }

    private static Map<String, String> fields(GenerationRequest request) {
        Map<String, String> fields = new LinkedHashMap<>();
        request.numImages().ifPresent(value -> fields.put("num_images", text(value)));
        request.aspectRatio().ifPresent(value -> fields.put("aspect_ratio", text(value)));
        request.outputFormat().ifPresent(value -> fields.put("output_format", text(value)));
        request.limitGenerations().ifPresent(value -> fields.put("limit_generations", text(value)));
        return fields;
    }

    private static boolean isSameName(String field, String name) {
        return field.replace("_", "").equals(name.replace("_", "").toLowerCase(Locale.ROOT));
    }

    private static String text(Object value) {
        if (value instanceof Number number) {
            return new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
        }
        return value.toString().strip().toLowerCase(Locale.ROOT);
    }
}
