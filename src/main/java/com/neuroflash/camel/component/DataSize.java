package com.neuroflash.camel.component;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes, written as Camel prints it: {@code 512}, {@code 64KB}, {@code 25MB}, {@code 1GB}. */
record DataSize(long bytes) {
    private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,9}) ?(B|KB|MB|GB)?");
    private static final Map<String, Long> UNITS = Map.of("B", 1L, "KB", 1L << 10, "MB", 1L << 20, "GB", 1L << 30);

    static DataSize parse(String name, String text) {
        Matcher matcher = WRITTEN.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
            throw new IllegalArgumentException(
                    name + " must be a number above 0 with B, KB, MB or GB, such as 50MB; found '" + text + "'");
        }
        String unit = matcher.group(2) == null ? "B" : matcher.group(2);
        return new DataSize(Long.parseLong(matcher.group(1)) * UNITS.get(unit));
    }

    @Override
    public String toString() {
        return bytes % (1L << 20) == 0 ? (bytes >> 20) + "MB" : bytes + " bytes";
    }
}
