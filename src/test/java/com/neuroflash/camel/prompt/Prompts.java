package com.neuroflash.camel.prompt;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads prompts that a test wrote down. */
final class Prompts {
    private Prompts() {}

    static List<PromptLine> read(PromptFormat format, String text) throws IOException {
        return read(format, text.getBytes(StandardCharsets.UTF_8));
    }

    static List<PromptLine> read(PromptFormat format, byte[] bytes) throws IOException {
        List<PromptLine> lines = new ArrayList<>();
        try (PromptReader reader = PromptReader.of(new ByteArrayInputStream(bytes), format)) {
            for (Optional<PromptLine> line = reader.next(); line.isPresent(); line = reader.next()) {
                lines.add(line.get());
            }
        }
        return lines;
    }

    static PromptMessage message(PromptFormat format, String text) throws IOException {
        return message(only(format, text));
    }

    static PromptMessage message(PromptLine line) {
        if (line instanceof PromptLine.Refused refused) {
            throw new AssertionError("refused: " + refused.refusal().reason());
        }
        return ((PromptLine.Parsed) line).message();
    }

    static List<FieldProblem> problems(PromptFormat format, String text) throws IOException {
        return problems(only(format, text));
    }

    static List<FieldProblem> problems(PromptLine line) {
        return ((PromptLine.Refused) line).refusal().problems();
    }

    static PromptLine only(PromptFormat format, String text) throws IOException {
        List<PromptLine> lines = read(format, text);
        if (lines.size() != 1) {
            throw new AssertionError("expected one line, found " + lines.size());
        }
        return lines.get(0);
    }
}
