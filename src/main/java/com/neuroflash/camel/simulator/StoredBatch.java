package com.neuroflash.camel.simulator;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One request with its images as the journal keeps it: what was sent, and what the history shows of it. */
record StoredBatch(
        String batchId,
        Operation operation,
        boolean billed,
        Instant requestedAt,
        Instant createdAt,
        Instant visibleAt,
        long userId,
        String workspaceId,
        String model,
        String sentPrompt,
        String shownPrompt,
        Map<String, Object> sentParameters,
        Map<String, Object> shownParameters,
        List<String> inputImages,
        List<StoredImage> images) {

    StoredBatch {
        sentParameters = Collections.unmodifiableMap(new LinkedHashMap<>(sentParameters));
        shownParameters = Collections.unmodifiableMap(new LinkedHashMap<>(shownParameters));
        inputImages = List.copyOf(inputImages);
        images = List.copyOf(images);
    }

    /** Names no prompt: prompts never reach a log. */
    @Override
    public String toString() {
        return "StoredBatch[" + batchId + "]";
    }
}
