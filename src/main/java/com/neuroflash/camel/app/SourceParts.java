package com.neuroflash.camel.app;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.intent.Pipeline;
import com.neuroflash.camel.source.MessageFeed;
import com.neuroflash.camel.source.PromptEntrance;

/**
 * What a source is made of beside its own.
 *
 * @param pipeline carries prompts; tells of pauses and of the waiting room
 * @param entrance the permits, and the way in
 * @param feed the step {@code feedPrompts}, which every message of every source goes through
 * @param sink the sinks in words
 */
record SourceParts(Pipeline pipeline, PromptEntrance entrance, MessageFeed feed, String sink) {
    SourceParts {
        requireNonNull(pipeline, "pipeline is null");
        requireNonNull(entrance, "entrance is null");
        requireNonNull(feed, "feed is null");
        requireNonNull(sink, "sink is null");
    }
}
