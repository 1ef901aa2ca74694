package com.neuroflash.camel.app;

import java.util.ArrayList;
import java.util.List;

/** Collects everything that is wrong with a configuration, so that all of it is reported at once. */
final class Problems {
    private final List<String> found = new ArrayList<>();

    /** Names one more; a key that is read for several purposes is named once. */
    void add(String key, String problem) {
        String text = key + ": " + problem;
        if (!found.contains(text)) {
            found.add(text);
        }
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
