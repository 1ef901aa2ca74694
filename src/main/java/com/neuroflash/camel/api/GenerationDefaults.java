package com.neuroflash.camel.api;

import java.util.Optional;

/**
 * Values for what a request leaves open.
 *
 * @param numImages how many images to ask for
 * @param aspectRatio the aspect ratio, such as {@code 1:1}
 * @param outputFormat the format, such as {@code png}
 * @param model the model's id
 * @param limitGenerations whether the server may raise the number of images because of the prompt's words
 */
public record GenerationDefaults(
        Optional<Integer> numImages,
        Optional<String> aspectRatio,
        Optional<String> outputFormat,
        Optional<String> model,
        Optional<Boolean> limitGenerations) {

    /** Replaces null by empty. */
    public GenerationDefaults {
        numImages = Absent.toEmpty(numImages);
        aspectRatio = Absent.toEmpty(aspectRatio);
        outputFormat = Absent.toEmpty(outputFormat);
        model = Absent.toEmpty(model);
        limitGenerations = Absent.toEmpty(limitGenerations);
    }

    /** Leaves everything to the server. */
    public static GenerationDefaults none() {
        return new GenerationDefaults(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
