package com.neuroflash.camel.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/** What an error may repeat of a sender's words: a short, plain identifier, because anything longer may be a prompt. */
final class Shown {
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/-]{0,39}");

    private Shown() {}

    static String text(String text) {
        if (text.isEmpty()) {
            return "an empty text";
        }
        return IDENTIFIER.matcher(text).matches() ? "'" + text + "'" : "a text of " + text.length() + " characters";
    }

    /** A field's or column's name. */
    static String name(String name) {
        return IDENTIFIER.matcher(name).matches() ? name : "(a name of " + name.length() + " characters)";
    }

    static String node(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "a list";
            case BOOLEAN -> node.asText();
            case NUMBER -> "the number " + number(node.asText());
            case STRING -> node.textValue().isEmpty() ? "an empty text" : "the text " + quoted(node.textValue());
            default -> "null";
        };
    }

    private static String quoted(String text) {
        return IDENTIFIER.matcher(text).matches() ? "'" + text + "'" : "(" + text.length() + " characters)";
    }

    private static String number(String digits) {
        return digits.length() <= 20 ? digits : digits.substring(0, 20) + "...";
    }
}
