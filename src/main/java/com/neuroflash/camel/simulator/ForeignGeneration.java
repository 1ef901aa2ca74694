package com.neuroflash.camel.simulator;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A generation that did not come through the API: another user's, or one of the web application. It is in the history,
 * not in the bill.
 *
 * @param userId who asked
 * @param prompt what the history shows
 * @param model the model's id
 * @param parameters what the history shows
 * @param inputImages paths of source images, for an edit
 * @param images how many images
 * @param createdAt when; now if empty
 */
public record ForeignGeneration(
        long userId,
        String prompt,
        String model,
        Map<String, Object> parameters,
        List<String> inputImages,
        int images,
        Optional<Instant> createdAt) {
    /** One image of the standard model unless said otherwise. */
    public ForeignGeneration {
        requireNonNull(prompt, "prompt is null");
        model = model == null ? "nano-banana-2" : model;
        parameters = parameters == null
                ? Map.of("num_images", 1, "aspect_ratio", "1:1", "output_format", "png", "limit_generations", false)
                : parameters;
        inputImages = inputImages == null ? List.of() : List.copyOf(inputImages);
        images = images == 0 ? 1 : images;
        createdAt = createdAt == null ? Optional.empty() : createdAt;
    }

    /** One image of the standard model, now. */
    public static ForeignGeneration of(long userId, String prompt) {
        return new ForeignGeneration(userId, prompt, null, null, null, 1, Optional.empty());
    }

    /** Names no prompt: prompts never reach a log. */
    @Override
    public String toString() {
        return "ForeignGeneration[user=" + userId + ", images=" + images + "]";
    }
}
