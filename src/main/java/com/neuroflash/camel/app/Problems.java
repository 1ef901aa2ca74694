package com.neuroflash.camel.app;

import java.util.ArrayList;
import java.util.List;

/** Collects everything that is wrong with a configuration, so that all of it is reported at once. */
final class Problems {
    private final List<String> found = new ArrayList<>();

    void add(String key, String problem) {
        found.add(key + ": " + problem);
    }

    boolean any() {
        return !found.isEmpty();
    }

    List<String> all() {
        return List.copyOf(found);
    }

    /** Throws all problems together, if there are any. */
    void throwIfAny() {
        if (any()) {
            throw new ConfigurationException(all());
        }
    }
}
