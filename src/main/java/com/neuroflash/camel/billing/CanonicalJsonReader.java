package com.neuroflash.camel.billing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what {@link CanonicalJson} writes, and nothing else. */
final class CanonicalJsonReader {
    private final String text;
    private int position;

    private CanonicalJsonReader(String text) {
        this.text = text;
    }

    static Object read(String text) {
        CanonicalJsonReader reader = new CanonicalJsonReader(text);
        Object value = reader.value();
        if (reader.position != text.length()) {
            throw reader.unexpected("the end");
        }
        return value;
    }

    private Object value() {
        switch (peek()) {
            case '{':
                return map();
            case '[':
                return list();
            case '"':
                return string();
            case 't':
                return literal("true", true);
            case 'f':
                return literal("false", false);
            default:
                return integer();
        }
    }

    private Map<String, Object> map() {
        Map<String, Object> map = new LinkedHashMap<>();
        expect('{');
        while (peek() != '}') {
            separate(map.isEmpty());
            String key = string();
            expect(':');
            map.put(key, value());
        }
        expect('}');
        return map;
    }

    private List<Object> list() {
        List<Object> list = new ArrayList<>();
        expect('[');
        while (peek() != ']') {
            separate(list.isEmpty());
            list.add(value());
        }
        expect(']');
        return list;
    }

    private void separate(boolean first) {
        if (!first) {
            expect(',');
        }
    }

    private String string() {
        StringBuilder string = new StringBuilder();
        expect('"');
        while (peek() != '"') {
            char c = next();
            string.append(c == '\\' ? escaped() : c);
        }
        expect('"');
        return string.toString();
    }

    private char escaped() {
        char c = next();
        if (c != 'u') {
            return c;
        }
        if (position + 4 > text.length()) {
            throw unexpected("four hexadecimal digits");
        }
        position += 4;
        return (char) Integer.parseInt(text.substring(position - 4, position), 16);
    }

    private Boolean literal(String word, boolean meaning) {
        if (!text.startsWith(word, position)) {
            throw unexpected(word);
        }
        position += word.length();
        return meaning;
    }

    private Integer integer() {
        int start = position;
        while (position < text.length() && "-0123456789".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
        if (start == position) {
            throw unexpected("a value");
        }
        return Integer.valueOf(text.substring(start, position));
    }

    private char peek() {
        if (position >= text.length()) {
            throw unexpected("more");
        }
        return text.charAt(position);
    }

    private char next() {
        char c = peek();
        position++;
        return c;
    }

    private void expect(char c) {
        if (peek() != c) {
            throw unexpected("'" + c + "'");
        }
        position++;
    }

    /** Names no content: it may be a prompt. */
    private IllegalArgumentException unexpected(String expected) {
        return new IllegalArgumentException("a frozen request must be canonical JSON; expected " + expected
                + " at character " + position + " of " + text.length());
    }
}
