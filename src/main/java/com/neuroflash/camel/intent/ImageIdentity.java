package com.neuroflash.camel.intent;

import com.neuroflash.camel.api.HistoryEntry;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds out which images an answer without image ids means: the history's rows of its batch tell. */
final class ImageIdentity {
    /** How many of the newest rows are searched. */
    static final int ROWS = 1000;

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

    /** Takes over the rows of the answer's batch that belong to none of its images yet. */
    void complete(PromptRun run, List<HistoryEntry> rows) {
        Set<String> known = run.images().stream().map(ImageRun::imageId).collect(Collectors.toSet());
        Iterator<HistoryEntry> candidates = rows.stream()
                .filter(row -> row.batchId().isPresent())
                .filter(row -> row.batchId().equals(run.paid().orElseThrow().batchId()))
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
