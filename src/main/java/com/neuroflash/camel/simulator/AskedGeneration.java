package com.neuroflash.camel.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A valid request for images with its defaults filled in. */
record AskedGeneration(
        String prompt,
        SimulatedModel model,
        int numImages,
        String aspectRatio,
        String outputFormat,
        boolean limitGenerations,
        List<String> imageUrls) {
    static final String AUTO = "auto";

    private static final Pattern COUNT_IN_PROMPT =
            Pattern.compile("\\b(two|three|four|[2-9]) (images|pictures|photos|variations|versions)\\b");
    private static final List<String> NUMBERS = List.of("zero", "one", "two", "three", "four");

    /** Without {@code limit_generations}, the prompt's own words can raise the count up to the model's maximum. */
    int wantedImages() {
        Matcher matcher = COUNT_IN_PROMPT.matcher(prompt);
        if (limitGenerations || !matcher.find()) {
            return numImages;
        }
        String number = matcher.group(1);
        int named = NUMBERS.contains(number) ? NUMBERS.indexOf(number) : Integer.parseInt(number);
        return Math.min(Math.max(numImages, named), model.maxImages());
    }

    Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("num_images", numImages);
        parameters.put("aspect_ratio", aspectRatio);
        parameters.put("output_format", outputFormat);
        parameters.put("limit_generations", limitGenerations);
        return parameters;
    }

    /** Names no prompt: prompts never reach a log. */
    @Override
    public String toString() {
        return "AskedGeneration[" + model.id() + ", " + numImages + "]";
    }
}
