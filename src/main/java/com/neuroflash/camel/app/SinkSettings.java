package com.neuroflash.camel.app;

import com.neuroflash.camel.prompt.SinkChoice;
import java.util.List;
import java.util.Optional;

/**
 * The enabled sinks.
 *
 * @param choice their names, and what a message of each source may choose
 * @param endpoint where the sink {@code endpoint} puts; may hold a password, so it is masked in the text form
 */
record SinkSettings(SinkChoice choice, Optional<String> endpoint) {
    static final String DIRECTORY = "directory";
    static final String S3 = "s3";
    static final String ENDPOINT = "endpoint";

    boolean uses(String sink) {
        return names().contains(sink);
    }

    boolean usesOnly(String sink) {
        return names().equals(List.of(sink));
    }

    /** The usual one first. */
    List<String> names() {
        return choice.enabled();
    }

    @Override
    public String toString() {
        return "SinkSettings" + names();
    }
}
