package com.neuroflash.camel.component;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The server's own words, out of any of the documented bodies of an error. */
final class ServerMessage {
    private static final int PAGE_CHARACTERS = 200;
    private static final int MAX_CHARACTERS = 500;

    private ServerMessage() {}

    /** One line without prompt and secrets; empty when the body says nothing. */
    static String read(byte[] body, Redaction redaction) {
        String text = new String(body, StandardCharsets.UTF_8);
        JsonNode json = parse(body);
        if (json != null && json.isObject()) {
            return shorten(redaction.apply(oneLine(fromObject(json))), MAX_CHARACTERS);
        }
        return shorten(redaction.apply(oneLine(pageText(text))), PAGE_CHARACTERS);
    }

    private static JsonNode parse(byte[] body) {
        try {
            return Json.fromServer().readTree(body);
        } catch (IOException ignored) {
            // no JSON, so it is shown as a page
            return null;
        }
    }

    private static String fromObject(JsonNode json) {
        List<String> parts = new ArrayList<>();
        addText(parts, json.get("error"));
        addText(parts, json.get("error_description"));
        addText(parts, json.get("code"));
        addText(parts, json.get("message"));
        if (json.path("detail").isTextual()) {
            addText(parts, json.get("detail"));
        }
        json.path("detail").forEach(detail -> parts.add(fieldError(detail, "loc", "msg")));
        json.path("errors").forEach(error -> parts.add(fieldError(error, "field", "message")));
        return parts.stream().filter(part -> !part.isBlank()).collect(Collectors.joining("; "));
    }

    /** Only the place, the words and the kind: other members echo the prompt. */
    private static String fieldError(JsonNode error, String place, String words) {
        String where = error.path(place).isArray() ? joined(error.get(place)) : text(error.get(place));
        String kind = text(error.get("type"));
        return (where.isEmpty() ? "" : where + ": ")
                + text(error.get(words))
                + (kind.isEmpty() ? "" : " (" + kind + ")");
    }

    private static String joined(JsonNode location) {
        List<String> steps = new ArrayList<>();
        location.forEach(step -> steps.add(text(step)));
        return String.join(".", steps);
    }

    private static void addText(List<String> parts, JsonNode node) {
        parts.add(text(node));
    }

    private static String text(JsonNode node) {
        return node == null || !node.isValueNode() || node.isNull() ? "" : node.asText();
    }

    private static String pageText(String page) {
        return page.replaceAll("(?is)<(script|style|head)\\b.*?</\\1>", " ")
                .replaceAll("(?s)<[^>]*>", " ")
                .replace("&nbsp;", " ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\s\\u0085\\u2028\\u2029]+", " ").strip();
    }

    private static String shorten(String text, int characters) {
        return text.length() <= characters ? text : text.substring(0, characters);
    }
}
