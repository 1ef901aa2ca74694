package com.neuroflash.camel.simulator;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** When a fault strikes, seen from the work that the call asks for. */
public enum Moment {
    /** Nothing was done and nothing billed. */
    BEFORE,
    /** The work is done and billed. */
    AFTER;

    /** The moment of that name, in any case. */
    @JsonCreator
    public static Moment named(String name) {
        for (Moment moment : values()) {
            if (moment.text().equalsIgnoreCase(name)) {
                return moment;
            }
        }
        throw new IllegalArgumentException("moment must be one of [before, after], found '" + name + "'");
    }

    /** Its name as configuration writes it. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
