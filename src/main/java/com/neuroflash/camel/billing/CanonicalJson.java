package com.neuroflash.camel.billing;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** JSON with sorted keys, no spaces and one way to write each character: equal values give equal text. */
final class CanonicalJson {
    private final StringBuilder text = new StringBuilder();

    private CanonicalJson() {}

    /** Writes maps with text keys, lists, texts, integers and booleans. */
    static String write(Object value) {
        CanonicalJson json = new CanonicalJson();
        json.append(value);
        return json.text.toString();
    }

    private void append(Object value) {
        if (value instanceof String string) {
            appendText(string);
        } else if (value instanceof Integer || value instanceof Boolean) {
            text.append(value);
        } else if (value instanceof List<?> list) {
            appendList(list);
        } else if (value instanceof Map<?, ?> map) {
            appendMap(map);
        } else {
            throw new IllegalArgumentException("expected a map, list, text, integer or boolean; found "
                    + (value == null ? "null" : value.getClass().getName()));
        }
    }

    private void appendList(List<?> list) {
        text.append('[');
        for (Iterator<?> elements = list.iterator(); elements.hasNext(); ) {
            append(elements.next());
            text.append(elements.hasNext() ? "," : "");
        }
        text.append(']');
    }

    private void appendMap(Map<?, ?> map) {
        SortedMap<String, Object> sorted = new TreeMap<>();
        map.forEach((key, value) -> sorted.put((String) key, value));
        text.append('{');
        for (Iterator<Map.Entry<String, Object>> entries = sorted.entrySet().iterator(); entries.hasNext(); ) {
            Map.Entry<String, Object> entry = entries.next();
            appendText(entry.getKey());
            text.append(':');
            append(entry.getValue());
            text.append(entries.hasNext() ? "," : "");
        }
        text.append('}');
    }

    private void appendText(String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            appendCharacter(string, i);
        }
        text.append('"');
    }

    private void appendCharacter(String string, int index) {
        char c = string.charAt(index);
        if (c == '"' || c == '\\') {
            text.append('\\').append(c);
        } else if (c < ' ' || c == '\u007f' || isLoneSurrogate(string, index)) {
            text.append(String.format("\\u%04x", (int) c));
        } else {
            text.append(c);
        }
    }

    /** Half a character has no UTF-8: written raw, different ones would all become a question mark. */
    private static boolean isLoneSurrogate(String string, int index) {
        char c = string.charAt(index);
        if (Character.isHighSurrogate(c)) {
            return index + 1 == string.length() || !Character.isLowSurrogate(string.charAt(index + 1));
        }
        return Character.isLowSurrogate(c) && (index == 0 || !Character.isHighSurrogate(string.charAt(index - 1)));
    }
}
