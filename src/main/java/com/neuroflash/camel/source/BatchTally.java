package com.neuroflash.camel.source;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.intent.PipelineStoppedException;
import com.neuroflash.camel.intent.PromptFailedException;
import com.neuroflash.camel.intent.PromptParkedException;
import com.neuroflash.camel.prompt.PromptLine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts how the prompts of one batch end; safe for several threads. */
final class BatchTally {
    private static final Logger LOG = LoggerFactory.getLogger(BatchTally.class);

    private final String name;
    private final List<LineFailure> failures = new ArrayList<>();
    private Optional<LineFailure> unreadable = Optional.empty();
    private long delivered;
    private long deliveredBefore;
    private final Set<String> waitsFor = new LinkedHashSet<>();
    private long parked;
    private long lastLine;
    private long bytesRead;
    private boolean stopped;

    BatchTally(String name) {
        this.name = requireNonNull(name, "name is null");
    }

    synchronized void read(PromptLine line) {
        lastLine = line.number();
        if (line instanceof PromptLine.Refused refused) {
            LineFailure failure = LineFailure.of(refused);
            if (refused.refusal().wholeFile()) {
                unreadable = Optional.of(failure);
            } else {
                failures.add(failure);
            }
        }
    }

    synchronized void bytesRead(long bytes) {
        bytesRead = bytes;
    }

    synchronized void deliveredBefore() {
        delivered++;
        deliveredBefore++;
    }

    synchronized void stopped() {
        stopped = true;
    }

    synchronized boolean isStopped() {
        return stopped;
    }

    synchronized void unreadable(IOException failure) {
        unreadable = Optional.of(new LineFailure(
                lastLine + 1,
                "the file can't be read on from line " + (lastLine + 1) + ": " + failure,
                OptionalInt.empty(),
                "See to the file and its rights and drop it in again.",
                Optional.empty()));
    }

    synchronized void ended(long line, Exception failure) {
        if (failure == null) {
            delivered++;
        } else if (failure instanceof PromptParkedException) {
            parked++;
            waitsFor.add(failure.getMessage());
        } else if (failure instanceof PipelineStoppedException) {
            stopped = true;
        } else if (failure instanceof PromptFailedException failed) {
            failures.add(LineFailure.of(line, failed));
        } else {
            failures.add(new LineFailure(
                    line,
                    "unexpected " + failure.getClass().getSimpleName(),
                    OptionalInt.empty(),
                    "Please report this with the log's lines around it.",
                    Optional.empty()));
            LOG.error("{}:{} failed unexpectedly", name, line, failure);
        }
    }

    synchronized BatchResult result() {
        return new BatchResult(delivered, deliveredBefore, parked, waitsFor, failures, unreadable, bytesRead, stopped);
    }
}
