package com.neuroflash.camel.app;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a command says.
 *
 * @param json for machines: maps, lists, texts, numbers
 * @param text for people, by lines
 * @param status 0 when it did its work and all is well, else 1
 */
record Answer(Object json, List<String> text, int status) {
    Answer {
        requireNonNull(json, "json is null");
        text = List.copyOf(text);
    }

    static Answer ok(Object json, List<String> text) {
        return new Answer(json, text, 0);
    }
}
