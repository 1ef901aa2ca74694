package com.neuroflash.camel.delivery;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Names objects by a configured template over sanitised values: the same values give the same key, two images give two
 * keys, and no value can lead out of the sink. Checked once, when it is compiled.
 */
public final class KeyTemplate {
    /** The template that is used when none is configured. */
    public static final String DEFAULT = "{date}/{name}-{image_id}.{ext}";

    private static final int MAX_VALUE = 100;
    private static final int MIN_VALUE = 40;
    private static final Pattern SAFE_LITERAL = Pattern.compile("[A-Za-z0-9._-]*");

    private final String template;
    private final List<List<KeyPart>> segments;
    private final int maxValue;

    private KeyTemplate(String template, List<List<KeyPart>> segments) {
        this.template = template;
        this.segments = segments;
        this.maxValue = maxValueOf(segments);
    }

    /**
     * The checked template.
     *
     * @throws IllegalArgumentException that names every problem and what is allowed
     */
    public static KeyTemplate compile(String template) {
        requireNonNull(template, "template is null");
        List<List<KeyPart>> segments = new ArrayList<>();
        for (String segment : template.split("/", -1)) {
            segments.add(KeyPart.parse(segment));
        }
        List<String> problems = problemsOf(template, segments);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("the key template " + template + " can't be used: "
                    + String.join("; ", problems) + ". Allowed are segments joined by /, of the characters"
                    + " A-Z a-z 0-9 . _ - and the placeholders " + KeyPart.allowed() + "; the default is " + DEFAULT);
        }
        return new KeyTemplate(template, segments);
    }

    /** The key of one image. */
    public ObjectKey keyOf(KeyValues values) {
        return new ObjectKey(
                segments.stream().map(parts -> segmentOf(parts, values)).collect(Collectors.joining("/")));
    }

    /** The template as it was configured. */
    @Override
    public String toString() {
        return template;
    }

    private String segmentOf(List<KeyPart> parts, KeyValues values) {
        String segment = parts.stream().map(part -> part.text(values, maxValue)).collect(Collectors.joining());
        return SafeName.isDevice(segment) ? "_" + segment : segment;
    }

    private static List<String> problemsOf(String template, List<List<KeyPart>> segments) {
        List<String> problems = new ArrayList<>();
        List<KeyPart> parts = segments.stream().flatMap(List::stream).toList();
        for (KeyPart part : parts) {
            if (part.kind() == KeyPart.Kind.UNKNOWN) {
                problems.add("there is no placeholder {" + part.argument() + "}");
            }
            if (part.isLiteral() && !SAFE_LITERAL.matcher(part.argument()).matches()) {
                problems.add("the text '" + part.argument() + "' has characters that are not allowed");
            }
        }
        if (segments.stream().anyMatch(KeyTemplate::isBadSegment)) {
            problems.add("a segment is empty, begins with . or -, or ends with . (so no absolute path, no ..)");
        }
        Set<KeyPart.Kind> kinds = parts.stream().map(KeyPart::kind).collect(Collectors.toSet());
        if (!kinds.contains(KeyPart.Kind.IMAGE_ID)
                && !(kinds.contains(KeyPart.Kind.INTENT) && kinds.contains(KeyPart.Kind.INDEX))) {
            problems.add("two images would get the same key: use {image_id}, or {intent} and {index}");
        }
        if (!template.endsWith("{ext}")) {
            problems.add("it doesn't end with {ext}, so an image could get the name of a sidecar (.json)");
        }
        if (maxValueOf(segments) < MIN_VALUE) {
            problems.add("it is too long: a key has at most " + ObjectKey.MAX_IMAGE_KEY + " characters and a segment "
                    + ObjectKey.MAX_IMAGE_SEGMENT + ", with room for " + MIN_VALUE + " characters a placeholder");
        }
        return problems;
    }

    private static boolean isBadSegment(List<KeyPart> parts) {
        if (parts.isEmpty()) {
            return true;
        }
        KeyPart first = parts.get(0);
        KeyPart last = parts.get(parts.size() - 1);
        return first.isLiteral()
                        && (first.argument().startsWith(".") || first.argument().startsWith("-"))
                || last.isLiteral() && last.argument().endsWith(".");
    }

    /** How long a value may get so that no segment and no key can become too long, whatever the values are. */
    private static int maxValueOf(List<List<KeyPart>> segments) {
        List<KeyPart> parts = segments.stream().flatMap(List::stream).toList();
        int room = room(ObjectKey.MAX_IMAGE_KEY - 2 * segments.size(), parts);
        for (List<KeyPart> segment : segments) {
            room = Math.min(room, room(ObjectKey.MAX_IMAGE_SEGMENT - 1, segment));
        }
        return room;
    }

    private static int room(int budget, List<KeyPart> parts) {
        int fixed = parts.stream().mapToInt(KeyPart::fixedLength).sum();
        long values = parts.stream().filter(KeyPart::isValue).count();
        if (values == 0) {
            return fixed <= budget ? MAX_VALUE : 0;
        }
        return (int) Math.min(MAX_VALUE, (budget - fixed) / values);
    }
}
