package com.neuroflash.camel.inbox;

import com.neuroflash.camel.prompt.PromptFormat;
import com.neuroflash.camel.prompt.RawRecord;
import com.neuroflash.camel.source.LineFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Gives failed records the intent they are known under as their {@code id}, so that they resume when they are dropped in
 * again. A record that has its sender's id keeps it. Takes the header of a csv first.
 */
interface IntentIds {
    /** What changes in a csv's header. */
    Optional<Splice> inHeader(RawRecord header);

    /** What changes in a record below it. */
    Optional<Splice> inRecord(RawRecord record);

    static IntentIds of(PromptFormat format, List<LineFailure> failures) {
        Map<Long, String> intents = failures.stream()
                .filter(failure -> failure.intent().isPresent())
                .collect(Collectors.toMap(
                        LineFailure::line, failure -> failure.intent().get(), (first, second) -> first));
        if (intents.isEmpty()) {
            return new JsonIds(Map.of());
        }
        return format == PromptFormat.CSV ? new CsvIds(intents) : new JsonIds(intents);
    }
}
