package com.neuroflash.camel.simulator;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What is wrong with faults that can't be read, and how they are written. */
final class FaultTrouble {
    private FaultTrouble() {}

    /**
     * In one line.
     *
     * @param tree what was given, as far as it is JSON
     */
    static String tell(Exception failure, Optional<JsonNode> tree) {
        return "expected fault rules such as " + FaultForms.EXAMPLE
                + ", with times or probability, or a list of them; found: " + found(failure) + "; "
                + forms(tree);
    }

    /** Those of the one type that is named, else of all. */
    private static String forms(Optional<JsonNode> tree) {
        List<String> named = tree.map(given -> given.findValuesAsText("type")).orElse(List.of()).stream()
                .distinct()
                .toList();
        return named.size() == 1 && FaultForms.of(named.get(0)).isPresent()
                ? "this type and its fields: " + FaultForms.of(named.get(0)).get()
                : "types and their fields: " + String.join(", ", FaultForms.all());
    }

    /** Our own words are below what Jackson has wrapped around them. */
    private static String found(Exception failure) {
        Throwable cause = failure;
        while (isWrapping(cause)) {
            cause = cause.getCause();
        }
        if (cause instanceof InvalidTypeIdException unknown) {
            return unknown.getTypeId() == null ? "a fault without type" : "the type '" + unknown.getTypeId() + "'";
        }
        if (cause instanceof UnrecognizedPropertyException unknown) {
            return "the field '" + unknown.getPropertyName() + "'";
        }
        String words = String.valueOf(cause.getMessage()).lines().findFirst().orElse("nothing");
        return cause instanceof JsonParseException ? "no JSON: " + words : words;
    }

    private static boolean isWrapping(Throwable failure) {
        return failure instanceof JsonMappingException && failure.getCause() != null
                || failure instanceof IllegalArgumentException && failure.getCause() instanceof IOException;
    }
}
