package com.neuroflash.camel.prompt;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How prompts are written in a file, told by the extension of its name. */
public enum PromptFormat {
    /** The text is the prompt. */
    TXT,
    /** One request object. */
    JSON,
    /** One request object a line. */
    JSONL,
    /** A header row and one request a row. */
    CSV;

    /** The format of a file's name, whatever the case of its extension; empty for any other extension. */
    public static Optional<PromptFormat> of(String fileName) {
        String extension = fileName.substring(fileName.lastIndexOf('.') + 1).toUpperCase(Locale.ROOT);
        return fileName.indexOf('.') < 0
                ? Optional.empty()
                : Arrays.stream(values())
                        .filter(format -> format.name().equals(extension))
                        .findFirst();
    }

    /** The allowed extensions, for messages: {@code .txt, .json, .jsonl, .csv}. */
    public static String extensions() {
        return Arrays.stream(values()).map(PromptFormat::extension).collect(Collectors.joining(", "));
    }

    /** The extension in lower case, with its dot. */
    public String extension() {
        return "." + name().toLowerCase(Locale.ROOT);
    }

    /** Whether a file holds many prompts, which succeed and fail one by one. */
    public boolean hasManyPrompts() {
        return this == JSONL || this == CSV;
    }

    /** What one prompt is called in a refusal that is about no single field. */
    String unit() {
        return hasManyPrompts() ? "line" : "file";
    }
}
