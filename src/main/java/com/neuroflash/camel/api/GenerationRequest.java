package com.neuroflash.camel.api;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/**
 * The body of {@code POST /} (generate) and, with source images, of {@code POST /edit}.
 *
 * @param prompt what to generate, or how to edit; required and not blank
 * @param numImages how many images are wished for; a server may give more or fewer
 * @param aspectRatio one of the model's ratios, such as {@code 16:9}
 * @param outputFormat one of the model's formats, such as {@code png}
 * @param model a model's id, such as {@code nano-banana-2}
 * @param limitGenerations true asks the server not to raise the number of images because of the prompt's words
 * @param imageUrls the source images of an edit, as paths relative to the host; empty for a generation
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record GenerationRequest(
        @JsonProperty("prompt") String prompt,
        @JsonProperty("num_images") Optional<Integer> numImages,
        @JsonProperty("aspect_ratio") Optional<String> aspectRatio,
        @JsonProperty("output_format") Optional<String> outputFormat,
        @JsonProperty("model") Optional<String> model,
        @JsonProperty("limit_generations") Optional<Boolean> limitGenerations,
        @JsonProperty("image_urls") List<String> imageUrls) {

    /** Checks that a prompt is there and copies the list. */
    public GenerationRequest {
        requireNonNull(prompt, "prompt is null");
        if (prompt.isBlank()) {
            throw new IllegalArgumentException("prompt is blank; expected a text that says what to generate");
        }
        numImages = Absent.toEmpty(numImages);
        aspectRatio = Absent.toEmpty(aspectRatio);
        outputFormat = Absent.toEmpty(outputFormat);
        model = Absent.toEmpty(model);
        limitGenerations = Absent.toEmpty(limitGenerations);
        imageUrls = Absent.toEmpty(imageUrls);
    }

    /** A generation of {@code prompt} that leaves everything else to the server. */
    public static GenerationRequest of(String prompt) {
        return new GenerationRequest(
                prompt,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    /** Whether this is an image-to-image request, for {@code POST /edit}. */
    @JsonIgnore
    public boolean isEdit() {
        return !imageUrls.isEmpty();
    }

    /** The same request with other source images. */
    public GenerationRequest withImageUrls(List<String> urls) {
        return new GenerationRequest(prompt, numImages, aspectRatio, outputFormat, model, limitGenerations, urls);
    }

    /** The same request where every value that is not set is taken from {@code defaults}; prompt and images stay. */
    public GenerationRequest withDefaults(GenerationDefaults defaults) {
        return new GenerationRequest(
                prompt,
                numImages.or(defaults::numImages),
                aspectRatio.or(defaults::aspectRatio),
                outputFormat.or(defaults::outputFormat),
                model.or(defaults::model),
                limitGenerations.or(defaults::limitGenerations),
                imageUrls);
    }

    /** Names no prompt: prompts never reach a log. */
    @Override
    public String toString() {
        return "GenerationRequest[prompt of " + prompt.length() + " characters, model=" + model.orElse("default")
                + ", num_images=" + numImages.map(String::valueOf).orElse("default") + ", image_urls="
                + imageUrls.size() + "]";
    }
}
