package com.neuroflash.camel.component;

import java.util.Arrays;

/** What an endpoint does: {@code neuroflash:<operation>}, in the spelling that URIs use. */
public enum NeuroflashOperation {
    /** {@code POST /}: images from a text; billed. */
    generate,
    /** {@code POST /edit}: images from images and a text; billed. */
    edit,
    /** {@code GET /models}. */
    models,
    /** {@code GET /history}. */
    history,
    /** {@code GET /history/{image_id}}. */
    generation,
    /** {@code DELETE /history/{image_id}}. */
    delete,
    /** The bytes of one image, streamed to a file. */
    view;

    static NeuroflashOperation parse(String text) {
        return Arrays.stream(values())
                .filter(operation -> operation.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Expected neuroflash:<operation> with one of "
                        + Arrays.toString(values()) + ", found '" + text + "'"));
    }
}
