package com.neuroflash.camel.inbox;

import com.neuroflash.camel.prompt.PromptFormat;
import com.neuroflash.camel.prompt.PromptLine;
import com.neuroflash.camel.prompt.PromptReader;
import com.neuroflash.camel.prompt.RawRecord;
import com.neuroflash.camel.prompt.RawRecords;
import com.neuroflash.camel.source.Durable;
import com.neuroflash.camel.source.PromptJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A file that is one prompt, and how it looks with its intent as {@code id}. */
final class SinglePrompt {
    private final Path original;

    SinglePrompt(Path original) {
        this.original = original;
    }

    /** The names it may have among the failed: its own, and that of an object for a text, which can't hold an id. */
    static List<String> names(Path original) {
        String name = original.getFileName().toString();
        return PromptFormat.of(name).equals(Optional.of(PromptFormat.TXT))
                ? List.of(name, FinalNames.base(name) + PromptFormat.JSON.extension())
                : List.of(name);
    }

    /**
     * Writes it with its intent as id.
     *
     * @return the name for what was written; empty when nothing was, because it has no intent or an id of its own
     */
    Optional<String> writeWithId(FileOutcome outcome, Path target) throws IOException {
        Optional<PromptFormat> format = PromptFormat.of(original.getFileName().toString());
        if (outcome.wholeFile() || format.isEmpty()) {
            return Optional.empty();
        }
        boolean written =
                switch (format.get()) {
                    case TXT -> writeText(outcome, target);
                    case JSON -> writeObject(outcome, target);
                    case JSONL, CSV -> false;
                };
        List<String> names = names(original);
        return written ? Optional.of(names.get(names.size() - 1)) : Optional.empty();
    }

    private boolean writeText(FileOutcome outcome, Path target) throws IOException {
        Optional<String> intent = outcome.failures().stream()
                .flatMap(failure -> failure.intent().stream())
                .findFirst();
        if (intent.isEmpty()) {
            return false;
        }
        try (PromptReader reader = PromptReader.open(original)) {
            if (reader.next().orElseThrow() instanceof PromptLine.Parsed parsed) {
                String json = PromptJson.of(parsed.message(), intent.get()) + "\n";
                Durable.write(target, json.getBytes(StandardCharsets.UTF_8));
                return true;
            }
            return false;
        }
    }

    private boolean writeObject(FileOutcome outcome, Path target) throws IOException {
        IntentIds ids = IntentIds.of(PromptFormat.JSON, outcome.failures());
        try (RawRecords records = RawRecords.open(original, PromptFormat.JSON)) {
            Optional<RawRecord> record = records.next();
            if (record.flatMap(ids::inRecord).isEmpty()) {
                return false;
            }
        }
        new LineCopy(original, PromptFormat.JSON, ids).write(line -> true, target);
        return true;
    }
}
