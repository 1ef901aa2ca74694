package com.neuroflash.camel.api;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One output image in the generation history.
 *
 * @param outputImageId the image's id, which is also the generation's
 * @param batchId groups the images of one request
 * @param userId who asked for it
 * @param workspaceId whose quota paid for it
 * @param prompt the prompt as the server keeps it
 * @param model the model's id
 * @param parameters what the server echoes of the request's parameters
 * @param inputImages the source images of an edit, in whatever shape the server gives them
 * @param outputImageUrl the path of the image's bytes, relative to the host
 * @param outputImageWidth in pixels
 * @param outputImageHeight in pixels
 * @param outputImageSize in bytes
 * @param createdAt when it was made, by the server's clock
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record HistoryEntry(
        @JsonProperty("output_image_id") String outputImageId,
        @JsonProperty("batch_id") Optional<String> batchId,
        @JsonProperty("user_id") Optional<Long> userId,
        @JsonProperty("workspace_id") Optional<String> workspaceId,
        @JsonProperty("prompt") Optional<String> prompt,
        @JsonProperty("model") Optional<String> model,
        @JsonProperty("parameters") Map<String, Object> parameters,
        @JsonProperty("input_images") Optional<Object> inputImages,
        @JsonProperty("output_image_url") Optional<String> outputImageUrl,
        @JsonProperty("output_image_width") Optional<Integer> outputImageWidth,
        @JsonProperty("output_image_height") Optional<Integer> outputImageHeight,
        @JsonProperty("output_image_size") Optional<Long> outputImageSize,
        @JsonProperty("created_at") Optional<Instant> createdAt) {

    /** Checks that the id is there; replaces null by empty elsewhere. */
    public HistoryEntry {
        requireNonNull(outputImageId, "output_image_id is null");
        batchId = Absent.toEmpty(batchId);
        userId = Absent.toEmpty(userId);
        workspaceId = Absent.toEmpty(workspaceId);
        prompt = Absent.toEmpty(prompt);
        model = Absent.toEmpty(model);
        parameters = Absent.toEmpty(parameters);
        inputImages = Absent.toEmpty(inputImages);
        outputImageUrl = Absent.toEmpty(outputImageUrl);
        outputImageWidth = Absent.toEmpty(outputImageWidth);
        outputImageHeight = Absent.toEmpty(outputImageHeight);
        outputImageSize = Absent.toEmpty(outputImageSize);
        createdAt = Absent.toEmpty(createdAt);
    }

    /** Names no prompt: prompts never reach a log. */
    @Override
    public String toString() {
        return "HistoryEntry[" + outputImageId + ", batch_id=" + batchId.orElse("none") + "]";
    }
}
