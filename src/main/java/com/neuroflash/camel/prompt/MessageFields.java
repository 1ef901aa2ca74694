package com.neuroflash.camel.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import com.neuroflash.camel.api.GenerationRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns the named values of one prompt into a message, or tells everything that is wrong with them. */
final class MessageFields {
    static final String PROMPT = "prompt";
    static final String NUM_IMAGES = "num_images";
    static final String LIMIT_GENERATIONS = "limit_generations";
    static final String IMAGE_URLS = "image_urls";
    static final String IMAGE_IDS = "image_ids";
    static final String METADATA = "metadata";
    static final List<String> NAMES = List.of(
            PROMPT,
            NUM_IMAGES,
            "aspect_ratio",
            "output_format",
            "model",
            LIMIT_GENERATIONS,
            IMAGE_URLS,
            IMAGE_IDS,
            "id",
            "name",
            METADATA,
            "sink");

    static final int MOST_OF_PROMPT = 32_000;
    static final int MOST_OF_TEXT = 200;

    private final Map<String, JsonNode> values;
    private final List<FieldProblem> problems;

    /**
     * @param values the values by their names; null values count as absent
     * @param problems what is already known to be wrong; more is added
     */
    MessageFields(Map<String, JsonNode> values, List<FieldProblem> problems) {
        this.values = values;
        this.problems = problems;
    }

    PromptMessage toMessage() throws RefusedPrompt {
        values.keySet().stream().filter(name -> !NAMES.contains(name)).forEach(this::refuseUnknown);
        Optional<String> prompt = prompt();
        Optional<Integer> numImages = numImages();
        Optional<String> aspectRatio = line("aspect_ratio");
        Optional<String> outputFormat = line("output_format");
        Optional<String> model = line("model");
        Optional<Boolean> limitGenerations = limitGenerations();
        List<String> images = new ImageFields(problems).read(value(IMAGE_URLS), value(IMAGE_IDS));
        Optional<String> id = line("id");
        Optional<String> name = line("name");
        Map<String, String> metadata = new MetadataField(problems).read(value(METADATA));
        Optional<String> sink = line("sink");
        if (!problems.isEmpty()) {
            throw new RefusedPrompt(problems);
        }
        GenerationRequest request = new GenerationRequest(
                prompt.orElseThrow(), numImages, aspectRatio, outputFormat, model, limitGenerations, images);
        return new PromptMessage(request, id, name, metadata, sink);
    }

    private Optional<String> prompt() {
        Optional<JsonNode> value = value(PROMPT);
        if (value.isEmpty()) {
            refuse(PROMPT, "is missing; give a text that says what to generate");
        }
        return value.flatMap(node -> text(PROMPT, node))
                .filter(text -> holds(PROMPT, Texts.problem(text, MOST_OF_PROMPT)));
    }

    private Optional<String> line(String field) {
        return value(field)
                .flatMap(node -> text(field, node))
                .filter(text -> holds(field, Texts.lineProblem(text, MOST_OF_TEXT)));
    }

    private Optional<Integer> numImages() {
        Optional<JsonNode> value = value(NUM_IMAGES);
        Optional<Integer> number = value.filter(JsonNode::isIntegralNumber)
                .filter(JsonNode::canConvertToInt)
                .map(JsonNode::intValue)
                .filter(count -> count >= 1);
        if (value.isPresent() && number.isEmpty()) {
            refuse(NUM_IMAGES, "expected a whole number of 1 or more, found " + Shown.node(value.get()));
        }
        return number;
    }

    private Optional<Boolean> limitGenerations() {
        Optional<JsonNode> value = value(LIMIT_GENERATIONS);
        Optional<Boolean> flag = value.filter(JsonNode::isBoolean).map(JsonNode::booleanValue);
        if (value.isPresent() && flag.isEmpty()) {
            refuse(LIMIT_GENERATIONS, "expected true or false, found " + Shown.node(value.get()));
        }
        return flag;
    }

    private Optional<String> text(String field, JsonNode node) {
        if (!node.isTextual()) {
            refuse(field, "expected a text, found " + Shown.node(node));
        }
        return Optional.ofNullable(node.textValue());
    }

    private Optional<JsonNode> value(String field) {
        return Optional.ofNullable(values.get(field)).filter(node -> !node.isNull());
    }

    private void refuseUnknown(String name) {
        refuse(Shown.name(name), "is not a field of a prompt; the allowed fields are " + String.join(", ", NAMES));
    }

    private boolean holds(String field, Optional<String> problem) {
        problem.ifPresent(message -> refuse(field, message));
        return problem.isEmpty();
    }

    private void refuse(String field, String message) {
        problems.add(new FieldProblem(field, message));
    }
}
