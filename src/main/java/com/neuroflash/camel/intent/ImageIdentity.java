package com.neuroflash.camel.intent;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.api.HistoryEntry;
import com.neuroflash.camel.history.Walk;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds out which images an answer without image ids means: the history's rows of its batch tell. */
final class ImageIdentity {
    /** How many of the newest rows are looked at first. */
    static final int ROWS = 1000;

    private final HistoryKnowledge history;
    private final Duration margin;

    /**
     * Looks into the history.
     *
     * @param margin how long before its answer a batch's rows may be made
     */
    ImageIdentity(HistoryKnowledge history, Duration margin) {
        this.history = requireNonNull(history, "history is null");
        this.margin = requireNonNull(margin, "margin is null");
    }

    /** Whether an image is there whose id is not known. */
    boolean isIncomplete(PromptRun run) {
        if (run.isPaid() && run.paid().orElseThrow().batchId().isEmpty()) {
            run.images().stream()
                    .filter(image -> image.imageId().isEmpty() && image.hasUrl())
                    .forEach(ImageRun::identifiedByUrl);
        }
        return run.images().stream()
                .anyMatch(image -> image.isOpen() && image.imageId().isEmpty());
    }

    /** Those rows, or all back to the answer, if they neither hold its batch nor reach back to it. */
    List<HistoryEntry> search(PromptRun run, List<HistoryEntry> newest) {
        Optional<Instant> floor = run.paid().orElseThrow().answered().map(answered -> answered.minus(margin));
        if (ofBatch(run, newest).size() >= run.images().size() || reach(newest, floor)) {
            return newest;
        }
        Walk walk = history.walk(floor);
        if (!walk.isWhole()) {
            throw new HistoryLagException("the history could not be walked back to the answer: "
                    + walk.shortfall().orElseThrow());
        }
        return walk.rows();
    }

    private static boolean reach(List<HistoryEntry> rows, Optional<Instant> floor) {
        return floor.isPresent()
                && rows.stream()
                        .flatMap(row -> row.createdAt().stream())
                        .anyMatch(created -> created.isBefore(floor.get()));
    }

    private static List<HistoryEntry> ofBatch(PromptRun run, List<HistoryEntry> rows) {
        return rows.stream()
                .filter(row -> row.batchId().isPresent())
                .filter(row -> row.batchId().equals(run.paid().orElseThrow().batchId()))
                .toList();
    }

    /** Takes over the rows of the answer's batch that belong to none of its images yet. */
    void complete(PromptRun run, List<HistoryEntry> rows) {
        Set<String> known = run.images().stream().map(ImageRun::imageId).collect(Collectors.toSet());
        Iterator<HistoryEntry> candidates = ofBatch(run, rows).stream()
                .filter(row -> !known.contains(row.outputImageId()))
                .iterator();
        for (ImageRun image : run.images()) {
            if (image.imageId().isEmpty() && candidates.hasNext()) {
                image.identifiedBy(candidates.next());
            }
        }
        if (isIncomplete(run)) {
            throw new HistoryLagException("the history does not show the answer's batch yet");
        }
    }

    /** Why an image whose id the history never told can't be delivered: it is paid, and a person must find it. */
    static Action.Fail givenUp(PromptRun run) {
        String batch = run.paid().orElseThrow().batchId().orElse("none");
        return new Action.Fail(
                "the answer names no image id and the history shows no row of its batch (batch id " + batch + ")",
                OptionalInt.empty(),
                "The image is paid for: look for it in the history by its prompt.");
    }
}
