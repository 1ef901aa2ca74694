package com.neuroflash.camel.simulator;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One billed request, for tests to compare with what a client believes.
 *
 * @param batchId groups the images
 * @param operation {@link Operation#GENERATE} or {@link Operation#EDIT}
 * @param requestedAt when the request had arrived
 * @param billedAt when it was billed, which is the history's {@code created_at}
 * @param userId who asked
 * @param workspaceId whose quota paid
 * @param prompt the prompt as it was sent
 * @param model the model's id
 * @param parameters what was asked, defaults filled in
 * @param inputImages the paths of an edit's source images
 * @param imageIds the images, one credit each; still listed when they were deleted
 * @param answer what became of the answer
 */
public record BilledBatch(
        String batchId,
        Operation operation,
        Instant requestedAt,
        Instant billedAt,
        long userId,
        String workspaceId,
        String prompt,
        String model,
        Map<String, Object> parameters,
        List<String> inputImages,
        List<String> imageIds,
        AnswerState answer) {

    static BilledBatch of(StoredBatch batch, AnswerState answer) {
        return new BilledBatch(
                batch.batchId(),
                batch.operation(),
                batch.requestedAt(),
                batch.createdAt(),
                batch.userId(),
                batch.workspaceId(),
                batch.sentPrompt(),
                batch.model(),
                batch.sentParameters(),
                batch.inputImages(),
                batch.images().stream().map(StoredImage::imageId).toList(),
                answer);
    }

    /** Names no prompt: prompts never reach a log. */
    @Override
    public String toString() {
        return "BilledBatch[" + batchId + ", " + operation.text() + ", images=" + imageIds.size() + ", " + answer + "]";
    }
}
