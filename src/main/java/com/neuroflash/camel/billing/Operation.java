package com.neuroflash.camel.billing;

import com.neuroflash.camel.api.GenerationRequest;
import java.util.Arrays;
import java.util.Locale;

/** The two calls that are billed. */
public enum Operation {
    /** {@code POST /}: images from a text. */
    GENERATE,
    /** {@code POST /edit}: images from images and a text. */
    EDIT;

    /** The call that a request is for. */
    public static Operation of(GenerationRequest request) {
        return request.isEdit() ? EDIT : GENERATE;
    }

    /** The operation of that {@link #word()}. */
    public static Operation ofWord(String word) {
        return Arrays.stream(values())
                .filter(operation -> operation.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "operation must be one of generate, edit; found " + word.length() + " other characters"));
    }

    /** The component's name for it, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
