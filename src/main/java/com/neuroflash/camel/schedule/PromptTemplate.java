package com.neuroflash.camel.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.neuroflash.camel.prompt.PromptFormat;
import com.neuroflash.camel.prompt.PromptLine;
import com.neuroflash.camel.prompt.PromptReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A request whose texts hold placeholders: {@code {date}}, {@code {weekday}} and {@code {time}} of a firing in the
 * schedule's zone, and {@code {line}}. A value that is filled in is never looked into again.
 */
final class PromptTemplate {
    private static final String LINE = "line";
    private static final Set<String> KNOWN = new TreeSet<>(Set.of("date", "weekday", "time", LINE));
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z][A-Za-z0-9_.-]*)}");
    private static final DateTimeFormatter WEEKDAY = DateTimeFormatter.ofPattern("EEEE", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);

    private final ObjectNode request;

    private PromptTemplate(ObjectNode request) {
        this.request = request;
        placeholders().filter(name -> !KNOWN.contains(name)).findFirst().ifPresent(unknown -> {
            throw new IllegalArgumentException(
                    "expected the placeholders {" + String.join("}, {", KNOWN) + "}, found {" + unknown + "}");
        });
        if (request.has("id")) {
            throw new IllegalArgumentException("expected no id: a firing is known by its schedule and its time");
        }
        if (PLACEHOLDER.matcher(request.path("sink").asText()).find()) {
            throw new IllegalArgumentException("expected a sink's name without placeholders");
        }
    }

    /** Of a prompt's text. */
    static PromptTemplate ofText(String text) {
        return new PromptTemplate(JsonNodeFactory.instance.objectNode().put("prompt", text));
    }

    /** Of a whole request in JSON. */
    static PromptTemplate ofRequest(String json) {
        try {
            if (new ObjectMapper().readTree(json) instanceof ObjectNode object) {
                return new PromptTemplate(object);
            }
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "expected one JSON object, found what can't be read as JSON", unreadable);
        }
        throw new IllegalArgumentException("expected one JSON object");
    }

    /** Whether it names a line of a list. */
    boolean needsLine() {
        return placeholders().anyMatch(LINE::equals);
    }

    /** The prompt of a firing. */
    PromptLine fill(ZonedDateTime fireTime, Optional<String> line) {
        String json = filled(request, fireTime, line).toString();
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        try (PromptReader reader = PromptReader.of(new ByteArrayInputStream(bytes), PromptFormat.JSON)) {
            return reader.next().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory can't be read", e);
        }
    }

    private static JsonNode filled(JsonNode node, ZonedDateTime fireTime, Optional<String> line) {
        if (node.isTextual()) {
            return TextNode.valueOf(filled(node.textValue(), fireTime, line));
        }
        if (node.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            node.properties().forEach(entry -> object.set(entry.getKey(), filled(entry.getValue(), fireTime, line)));
            return object;
        }
        if (node.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            node.forEach(child -> array.add(filled(child, fireTime, line)));
            return array;
        }
        return node;
    }

    private static String filled(String text, ZonedDateTime fireTime, Optional<String> line) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        switch (found.group(1)) {
                            case "date" -> fireTime.toLocalDate().toString();
                            case "weekday" -> WEEKDAY.format(fireTime);
                            case "time" -> TIME.format(fireTime);
                            default -> line.orElseThrow();
                        }));
    }

    private Stream<String> placeholders() {
        return PLACEHOLDER.matcher(texts(request)).results().map(found -> found.group(1));
    }

    private static String texts(JsonNode node) {
        StringBuilder texts = new StringBuilder(node.isTextual() ? node.textValue() + "\n" : "");
        node.forEach(child -> texts.append(texts(child)));
        return texts.toString();
    }
}
