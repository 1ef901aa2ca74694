package com.neuroflash.camel.inbox;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;

/**
 * The one place where a record is changed while it is copied; every other byte stays as it was.
 *
 * @param at where in the record's bytes
 * @param removed how many of them go
 * @param inserted what comes instead
 */
record Splice(int at, int removed, String inserted) {
    Splice {
        requireNonNull(inserted, "inserted is null");
    }

    static Splice insert(int at, String text) {
        return new Splice(at, 0, text);
    }

    byte[] bytes() {
        return inserted.getBytes(StandardCharsets.UTF_8);
    }

    /** How long a content of so many bytes becomes. */
    long lengthOf(byte[] content) {
        return (long) content.length - removed + bytes().length;
    }

    /** How many line feeds more the content has afterwards, or less. */
    long moreLines(byte[] content) {
        long lines = inserted.chars().filter(each -> each == '\n').count();
        for (int index = at; index < at + removed; index++) {
            lines -= content[index] == '\n' ? 1 : 0;
        }
        return lines;
    }
}
