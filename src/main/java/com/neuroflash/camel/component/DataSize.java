package com.neuroflash.camel.component;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of bytes above 0, written as Camel prints it: {@code 512}, {@code 64KB}, {@code 25MB}, {@code 1GB}.
 *
 * @param bytes how many
 */
public record DataSize(long bytes) {
    private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,12})\\s*(B|KB|MB|GB)?");
    private static final Map<String, Long> UNITS = Map.of("B", 1L, "KB", 1L << 10, "MB", 1L << 20, "GB", 1L << 30);

    /** Reads it, in capital or small letters; empty when it is none, or more than a long holds. */
    public static Optional<DataSize> read(String text) {
        Matcher matcher = WRITTEN.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(matcher.group(1));
        long unit = UNITS.get(matcher.group(2) == null ? "B" : matcher.group(2));
        return number == 0 || number > Long.MAX_VALUE / unit
                ? Optional.empty()
                : Optional.of(new DataSize(number * unit));
    }

    static DataSize parse(String name, String text) {
        return read(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        name + " must be a number above 0 with B, KB, MB or GB, such as 50MB; found '" + text + "'"));
    }

    @Override
    public String toString() {
        return bytes % (1L << 20) == 0 ? (bytes >> 20) + "MB" : bytes + " bytes";
    }
}
