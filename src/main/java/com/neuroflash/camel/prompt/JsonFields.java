package com.neuroflash.camel.prompt;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One request object in JSON. Jackson's own messages are not passed on: they repeat the text. */
final class JsonFields {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String whole;
    private final List<FieldProblem> problems = new ArrayList<>();

    /** Problems of the whole are about {@code whole}: a line, a file or a message. */
    JsonFields(String whole) {
        this.whole = whole;
    }

    PromptMessage parse(String text) throws RefusedPrompt {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        try (JsonParser parser = JSON.createParser(text)) {
            readAll(parser, values);
        } catch (JsonProcessingException e) {
            throw new RefusedPrompt(whole, "is not valid JSON" + at(e.getLocation()) + "; " + expected());
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory can't be read", e);
        }
        return new MessageFields(values, problems).toMessage();
    }

    private void readAll(JsonParser parser, Map<String, JsonNode> values) throws IOException, RefusedPrompt {
        JsonToken first = parser.nextToken();
        if (first != JsonToken.START_OBJECT) {
            throw new RefusedPrompt(whole, expected() + ", found " + found(first));
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            put(values, name, Shown.name(name), value(parser, name));
        }
        if (parser.nextToken() != null) {
            throw new RefusedPrompt(whole, "has more after the object; " + expected());
        }
    }

    private JsonNode value(JsonParser parser, String name) throws IOException {
        if (!name.equals(MessageFields.METADATA) || parser.currentToken() != JsonToken.START_OBJECT) {
            return JSON.readTree(parser);
        }
        Map<String, JsonNode> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            parser.nextToken();
            put(entries, key, MessageFields.METADATA + "." + Shown.name(key), JSON.readTree(parser));
        }
        return new ObjectNode(JsonNodeFactory.instance, entries);
    }

    private void put(Map<String, JsonNode> values, String name, String field, JsonNode value) {
        if (values.containsKey(name)) {
            problems.add(new FieldProblem(field, "is given more than once; give it once"));
        }
        values.put(name, value);
    }

    private static String expected() {
        return "expected one object such as {\"prompt\": \"a red fox\"}";
    }

    private static String found(JsonToken token) {
        if (token == null) {
            return "nothing";
        }
        return token == JsonToken.START_ARRAY
                ? "a list (many prompts belong into a .jsonl, one a line)"
                : "a single value";
    }

    private static String at(JsonLocation location) {
        if (location == null) {
            return "";
        }
        String column = " at column " + location.getColumnNr();
        return location.getLineNr() > 1 ? column + " of its line " + location.getLineNr() : column;
    }
}
