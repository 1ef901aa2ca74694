package com.neuroflash.camel.billing;

import com.neuroflash.camel.api.GenerationRequest;
import com.neuroflash.camel.api.HistoryEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a batch is an attempt's: strict, enough to adopt it; or loose, enough to forbid calling the attempt absent.
 *
 * @param profile the server's ways
 * @param rules the assumptions
 */
record Evidence(ServerProfile profile, BillingRules rules) {
    /** Everything that can be compared agrees, and enough can be compared. */
    boolean isStrict(Attempt attempt, Batch batch) {
        return hasStrictSize(attempt, batch) && batch.rows().stream().allMatch(row -> isStrict(attempt, row));
    }

    /** Nothing excludes it. */
    boolean isLoose(Attempt attempt, Batch batch) {
        return batch.rows().stream().anyMatch(row -> isLoose(attempt, row));
    }

    /**
     * Nothing that was learnt speaks against it: too little to adopt it, enough to make another's adoption a guess. The
     * number of images is no reason to exclude, since a server may give more than asked for the first time.
     */
    boolean isPossible(Attempt attempt, Batch batch) {
        GenerationRequest request = attempt.request().request();
        return batch.rows().stream()
                .allMatch(row -> isLoose(attempt, row)
                        && (profile.isModelOf(row, attempt) || !profile.knowsModelOf(attempt))
                        && profile.parameters().isRepeatedBy(row, request)
                        && hasStrictInputs(attempt, row));
    }

    /** How far down a walk must go to see what could be the attempt's; empty for everything. */
    Optional<Instant> floor(Attempt attempt) {
        Instant sent = attempt.sent().earliest().minus(profile.stampsBefore());
        return attempt.watermark()
                .newest()
                .map(newest -> newest.isBefore(sent) ? newest : sent)
                .map(oldest -> oldest.minus(rules.walkMargin()));
    }

    /** Rows without a batch id can't be told to be all of a request's, so they never are. */
    private static boolean hasStrictSize(Attempt attempt, Batch batch) {
        boolean counted = attempt.answeredImages().isPresent()
                ? attempt.answeredImages().getAsInt() == batch.size()
                : batch.size() <= attempt.imageLimit();
        return batch.batchId().isPresent() && counted;
    }

    private boolean isStrict(Attempt attempt, HistoryEntry row) {
        GenerationRequest request = attempt.request().request();
        return !attempt.watermark().knownImageIds().contains(row.outputImageId())
                && row.createdAt().filter(at -> isInWindow(attempt, at)).isPresent()
                && row.userId().isPresent()
                && row.userId().equals(profile.user(attempt.principal()))
                && isOfWorkspace(attempt, row)
                && isStrictPrompt(row, request)
                && profile.isModelOf(row, attempt)
                && profile.parameters().isRepeatedBy(row, request)
                && hasStrictInputs(attempt, row);
    }

    private boolean isInWindow(Attempt attempt, Instant createdAt) {
        Instant first = attempt.sent().earliest().minus(profile.stampsBefore()).minus(rules.clockMargin());
        Duration longest = rules.sendGuard().plus(rules.generationLimit()).plus(rules.clockMargin());
        Instant last = attempt.sent().latest().plus(longest).plus(profile.stampsAfter());
        return !createdAt.isBefore(first) && !createdAt.isAfter(last);
    }

    private boolean isStrictPrompt(HistoryEntry row, GenerationRequest request) {
        return profile.promptForm().isPresent()
                && row.prompt().equals(profile.promptForm().map(form -> form.apply(request.prompt())));
    }

    private boolean hasStrictInputs(Attempt attempt, HistoryEntry row) {
        GenerationRequest request = attempt.request().request();
        if (!request.isEdit()) {
            return InputImages.ids(row.inputImages()).isEmpty();
        }
        return !profile.keepsInputImages()
                || InputImages.ids(row.inputImages()).equals(InputImages.ids(request.imageUrls()));
    }

    private boolean isLoose(Attempt attempt, HistoryEntry row) {
        return !attempt.watermark().knownImageIds().contains(row.outputImageId())
                && !isTooOld(attempt, row)
                && !isAnotherUsers(attempt, row)
                && !isAnotherPrompts(attempt, row);
    }

    private boolean isTooOld(Attempt attempt, HistoryEntry row) {
        Optional<Instant> floor = floor(attempt);
        return floor.isPresent()
                && row.createdAt().filter(at -> at.isBefore(floor.get())).isPresent();
    }

    private boolean isAnotherUsers(Attempt attempt, HistoryEntry row) {
        Optional<Long> own = profile.user(attempt.principal());
        return own.isPresent() && row.userId().isPresent() && !row.userId().equals(own);
    }

    private boolean isAnotherPrompts(Attempt attempt, HistoryEntry row) {
        return profile.keepsPrompts()
                && row.prompt().isPresent()
                && !Prompts.mayStemFrom(
                        row.prompt().get(), attempt.request().request().prompt());
    }

    private static boolean isOfWorkspace(Attempt attempt, HistoryEntry row) {
        String own = attempt.request().account().workspaceId();
        return row.workspaceId().isEmpty() || row.workspaceId().get().equals(own);
    }
}
