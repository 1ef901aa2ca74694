package com.neuroflash.camel.app;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.component.DataSize;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.util.TimeUtils;

/** Reads typed values out of flat text; what can't be read becomes a problem and a harmless stand-in. */
final class Values {
    private static final Pattern DURATION = Pattern.compile("(\\d+(ms|s|m|h|d))+|\\d+");

    private final Map<String, String> values;
    private final Problems problems;

    Values(Map<String, String> values, Problems problems) {
        this.values = requireNonNull(values, "values is null");
        this.problems = requireNonNull(problems, "problems is null");
    }

    /** The names that stand between an area and a key, in {@code area.name.key}. */
    SortedSet<String> names(String area) {
        return values.keySet().stream()
                .filter(key -> key.startsWith(area))
                .map(key -> key.substring(area.length()))
                .filter(rest -> rest.indexOf('.') > 0)
                .map(rest -> rest.substring(0, rest.indexOf('.')))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    Optional<String> text(String key) {
        return Optional.ofNullable(values.get(key)).filter(value -> !value.isEmpty());
    }

    /** What is set below an area, under its names there. */
    Map<String, String> below(String area) {
        return values.entrySet().stream()
                .filter(entry ->
                        entry.getKey().startsWith(area) && !entry.getValue().isEmpty())
                .collect(Collectors.toMap(entry -> entry.getKey().substring(area.length()), Map.Entry::getValue));
    }

    boolean flag(String key) {
        return required(key, "true or false", Values::toFlag, false);
    }

    Duration duration(String key) {
        return required(key, "a duration such as 500ms, 2s, 10m or 90d", Values::toDuration, Duration.ofSeconds(1));
    }

    long size(String key) {
        return required(
                key,
                "a size such as 512KB or 25MB",
                text -> DataSize.read(text).map(DataSize::bytes).orElse(null),
                1L);
    }

    int number(String key, int least, int most) {
        return required(
                key, "a whole number from " + least + " to " + most, text -> toNumber(text, least, most), least);
    }

    OptionalInt optionalNumber(String key, int least) {
        return optional(key, "a whole number of " + least + " or more, or nothing", text -> {
                    return toNumber(text, least, Integer.MAX_VALUE);
                })
                .map(OptionalInt::of)
                .orElseGet(OptionalInt::empty);
    }

    /** One of an enumeration's names, in small letters. */
    <E extends Enum<E>> E choice(String key, Class<E> type) {
        E[] choices = type.getEnumConstants();
        String expected = Arrays.stream(choices)
                .map(choice -> choice.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" or "));
        return required(
                key,
                expected,
                text -> Arrays.stream(choices)
                        .filter(choice -> choice.name().equalsIgnoreCase(text))
                        .findFirst()
                        .orElse(null),
                choices[0]);
    }

    Optional<URI> httpUri(String key) {
        return optional(key, "an absolute http or https URL without query", Values::toHttpUri);
    }

    /** A Camel endpoint's URI; what its scheme is worth shows when the routes start. */
    Optional<String> endpoint(String key) {
        return optional(key, "a Camel endpoint such as jms:queue:dead-letters", text -> {
            return text.matches("[a-zA-Z][a-zA-Z0-9+.-]*:.+") ? text : null;
        });
    }

    Optional<Path> path(String key) {
        return optional(key, "a path", Values::toPath);
    }

    Optional<String> name(String key) {
        return optional(key, "a name of small letters, digits and dashes", text -> {
            return text.matches("[a-z0-9][a-z0-9-]*") ? text : null;
        });
    }

    private <T> T required(String key, String expected, Function<String, T> reader, T standIn) {
        Optional<T> value = optional(key, expected, reader);
        if (text(key).isEmpty()) {
            problems.add(key, "expected " + expected + ", found nothing");
        }
        return value.orElse(standIn);
    }

    private <T> Optional<T> optional(String key, String expected, Function<String, T> reader) {
        Optional<String> found = text(key);
        Optional<T> value = found.map(reader);
        if (found.isPresent() && value.isEmpty()) {
            problems.add(key, "expected " + expected + ", found " + shown(key, found.get()));
        }
        return value;
    }

    private static String shown(String key, String value) {
        return ConfigurationSources.isSecret(key) ? "(a secret)" : "'" + value + "'";
    }

    private static Boolean toFlag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> null;
        };
    }

    /** A duration as in the configuration; empty when it is none. */
    static Optional<Duration> readDuration(String text) {
        return Optional.ofNullable(toDuration(text));
    }

    private static Duration toDuration(String text) {
        String compact = text.toLowerCase(Locale.ROOT).replace(" ", "");
        if (!DURATION.matcher(compact).matches()) {
            return null;
        }
        try {
            Duration duration = Duration.ofMillis(TimeUtils.toMilliSeconds(compact));
            return duration.isZero() ? null : duration;
        } catch (IllegalArgumentException | ArithmeticException unreadable) {
            return null;
        }
    }

    private static Integer toNumber(String text, int least, int most) {
        try {
            int number = Integer.parseInt(text);
            return number < least || number > most ? null : number;
        } catch (NumberFormatException unreadable) {
            return null;
        }
    }

    private static URI toHttpUri(String text) {
        try {
            URI uri = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            boolean plain = uri.getQuery() == null && uri.getFragment() == null && uri.getUserInfo() == null;
            return http && plain && uri.getHost() != null ? uri : null;
        } catch (URISyntaxException unreadable) {
            return null;
        }
    }

    private static Path toPath(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException unreadable) {
            return null;
        }
    }
}
