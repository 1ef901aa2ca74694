package com.neuroflash.camel.component;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/** How long the server asks to wait: seconds or an HTTP date, never negative, never above a cap. */
final class RetryAfter {
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss zzz", Locale.ENGLISH);

    private RetryAfter() {}

    /**
     * Reads the header.
     *
     * @param now the server's time when it said so, else ours
     */
    static Optional<Duration> parse(Optional<String> header, Instant now, Duration cap) {
        return header.map(String::strip)
                .flatMap(text -> text.matches("-?[0-9]+")
                        ? Optional.of(seconds(text, cap))
                        : date(text).map(date -> Duration.between(now, date)))
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait)
                .map(wait -> wait.compareTo(cap) > 0 ? cap : wait);
    }

    /** An HTTP date, as in {@code Date} and {@code Retry-After}. */
    static Optional<Instant> date(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, HTTP_DATE).toInstant());
        } catch (DateTimeParseException ignored) {
            // a header that says nothing is as good as none
            return Optional.empty();
        }
    }

    private static Duration seconds(String text, Duration cap) {
        if (text.startsWith("-")) {
            return Duration.ZERO;
        }
        return text.length() > 9 ? cap : Duration.ofSeconds(Long.parseLong(text));
    }
}
