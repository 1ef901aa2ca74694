package com.neuroflash.camel.http;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.prompt.PromptFormat;
import com.neuroflash.camel.prompt.PromptReader;
import java.io.ByteArrayInputStream;
import java.util.Optional;

/**
 * What is taken of a request; nothing else of it comes further.
 *
 * @param body as received
 * @param format how its prompts are written
 * @param key the header {@code Idempotency-Key}
 */
record Posted(byte[] body, PromptFormat format, Optional<String> key) {
    Posted {
        requireNonNull(body, "body is null");
        requireNonNull(format, "format is null");
        requireNonNull(key, "key is null");
    }

    PromptReader reader() {
        return PromptReader.of(new ByteArrayInputStream(body), format);
    }
}
