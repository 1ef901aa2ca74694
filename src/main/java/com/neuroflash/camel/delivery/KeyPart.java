package com.neuroflash.camel.delivery;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A piece of a key template.
 *
 * @param kind what it stands for
 * @param argument the text of a literal, the name behind {@code meta.}, or the name that is not known
 */
record KeyPart(Kind kind, String argument) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)\\}");
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String META = "meta.";
    private static final String NONE = "none";

    /** What a part may stand for; a fixed length of -1 is a value of the sender or the server. */
    enum Kind {
        LITERAL(0),
        UNKNOWN(0),
        DATE(10),
        TIME(6),
        INDEX(11),
        EXT(4),
        NAME(-1),
        IMAGE_ID(-1),
        MODEL(-1),
        BATCH_ID(-1),
        INTENT(-1),
        META(-1);

        private final int length;

        Kind(int length) {
            this.length = length;
        }
    }

    static List<KeyPart> parse(String segment) {
        List<KeyPart> parts = new ArrayList<>();
        Matcher placeholders = PLACEHOLDER.matcher(segment);
        int end = 0;
        while (placeholders.find()) {
            literal(segment.substring(end, placeholders.start())).ifPresent(parts::add);
            parts.add(placeholder(placeholders.group(1)));
            end = placeholders.end();
        }
        literal(segment.substring(end)).ifPresent(parts::add);
        return List.copyOf(parts);
    }

    static String allowed() {
        return Arrays.stream(Kind.values())
                .filter(kind -> kind != Kind.LITERAL && kind != Kind.UNKNOWN)
                .map(kind -> kind == Kind.META ? "{meta.x}" : "{" + nameOf(kind) + "}")
                .collect(Collectors.joining(" "));
    }

    boolean isLiteral() {
        return kind == Kind.LITERAL;
    }

    boolean isValue() {
        return kind.length < 0;
    }

    int fixedLength() {
        return isLiteral() ? argument.length() : Math.max(0, kind.length);
    }

    String text(KeyValues values, int maxLength) {
        return switch (kind) {
            case LITERAL, UNKNOWN -> argument;
            case DATE -> formatted(DATE, values.createdAt()).orElse("undated");
            case TIME -> formatted(TIME, values.createdAt()).orElse("000000");
            case INDEX -> Integer.toString(Math.max(0, values.index()));
            case EXT -> values.format().extension();
            case NAME -> SafeName.of(values.name().orElse(""), "prompt", maxLength);
            case IMAGE_ID -> SafeName.ofIdentity(values.imageId(), "image", maxLength);
            case MODEL -> SafeName.of(values.model().orElse(""), NONE, maxLength);
            case BATCH_ID -> SafeName.of(values.batchId().orElse(""), NONE, maxLength);
            case INTENT -> SafeName.ofIdentity(values.intent().orElse(""), "intent", maxLength);
            case META -> SafeName.of(values.metadata().getOrDefault(argument, ""), NONE, maxLength);
        };
    }

    private static Optional<KeyPart> literal(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(new KeyPart(Kind.LITERAL, text));
    }

    private static KeyPart placeholder(String name) {
        if (name.startsWith(META) && name.length() > META.length()) {
            return new KeyPart(Kind.META, name.substring(META.length()));
        }
        return Arrays.stream(Kind.values())
                .filter(kind -> kind != Kind.LITERAL && kind != Kind.UNKNOWN && kind != Kind.META)
                .filter(kind -> nameOf(kind).equals(name))
                .findFirst()
                .map(kind -> new KeyPart(kind, ""))
                .orElseGet(() -> new KeyPart(Kind.UNKNOWN, name));
    }

    private static String nameOf(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static Optional<String> formatted(DateTimeFormatter format, Optional<Instant> time) {
        return time.map(format::format);
    }
}
