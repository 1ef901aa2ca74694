package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

/**
 * Where a prompt came from.
 *
 * @param name the file's or queue's name
 * @param line the line in it, from 1
 */
public record PromptSource(String name, long line) {
    /** Checks that the name is there. */
    public PromptSource {
        requireNonNull(name, "name is null");
    }

    /** The name without its extension, for objects whose sender named nothing. */
    String baseName() {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    @Override
    public String toString() {
        return name + ":" + line;
    }
}
