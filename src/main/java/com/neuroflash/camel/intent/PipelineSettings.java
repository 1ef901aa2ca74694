package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.api.GenerationDefaults;
import com.neuroflash.camel.delivery.KeyTemplate;
import com.neuroflash.camel.prompt.SinkChoice;
import java.time.Duration;

/**
 * How prompts are carried.
 *
 * @param concurrency how many prompts are on their way at once
 * @param backoff between the tries of one prompt
 * @param pauseBackoff between the tries while everything is paused
 * @param retries how often a prompt tries a read by itself before the trouble counts as everybody's
 * @param historyDeadline how long the history may take to show an answered image
 * @param shutdownTimeout how long a stop waits for prompts on their way
 * @param defaults for what a prompt leaves open
 * @param key the object key's template
 * @param sinks where images go, and what a prompt may choose
 * @param work where images are kept between download and delivery
 * @param simulated whether the images are the simulator's; told in every sidecar
 */
public record PipelineSettings(
        int concurrency,
        Backoff backoff,
        Backoff pauseBackoff,
        int retries,
        Duration historyDeadline,
        Duration shutdownTimeout,
        GenerationDefaults defaults,
        KeyTemplate key,
        SinkChoice sinks,
        WorkRoom work,
        boolean simulated) {

    /** Checks that nothing is null. */
    public PipelineSettings {
        requireNonNull(backoff, "backoff is null");
        requireNonNull(pauseBackoff, "pauseBackoff is null");
        requireNonNull(historyDeadline, "historyDeadline is null");
        requireNonNull(shutdownTimeout, "shutdownTimeout is null");
        requireNonNull(defaults, "defaults is null");
        requireNonNull(key, "key is null");
        requireNonNull(sinks, "sinks is null");
        requireNonNull(work, "work is null");
    }
}
