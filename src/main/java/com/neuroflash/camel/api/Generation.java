package com.neuroflash.camel.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/**
 * The answer to a generate or edit.
 *
 * @param images what was made; may be more or fewer than asked for
 * @param description the server's words about the images
 * @param prompt the prompt that the server used, perhaps normalised
 * @param detail a warning, such as fewer images because of the quota
 * @param batchId groups the images of this one request in the history
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Generation(
        @JsonProperty("images") List<GeneratedImage> images,
        @JsonProperty("description") Optional<String> description,
        @JsonProperty("prompt") Optional<String> prompt,
        @JsonProperty("detail") Optional<String> detail,
        @JsonProperty("batch_id") Optional<String> batchId) {

    /** Replaces null by empty and copies the list. */
    public Generation {
        images = Absent.toEmpty(images);
        description = Absent.toEmpty(description);
        prompt = Absent.toEmpty(prompt);
        detail = Absent.toEmpty(detail);
        batchId = Absent.toEmpty(batchId);
    }

    /** Names no prompt: prompts never reach a log. */
    @Override
    public String toString() {
        return "Generation[images=" + images.size() + ", batch_id=" + batchId.orElse("none") + ", detail="
                + detail.orElse("none") + "]";
    }
}
