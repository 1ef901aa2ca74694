package com.neuroflash.camel.source;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.neuroflash.camel.api.GenerationRequest;
import com.neuroflash.camel.prompt.PromptMessage;

/** A prompt as the JSON object that is read as the same request, name and metadata. */
public final class PromptJson {
    private PromptJson() {}

    /** On one line, with an id of ours in place of the sender's. */
    public static String of(PromptMessage message, String id) {
        GenerationRequest request = message.request();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", id);
        json.put("prompt", request.prompt());
        request.numImages().ifPresent(value -> json.put("num_images", value));
        request.aspectRatio().ifPresent(value -> json.put("aspect_ratio", value));
        request.outputFormat().ifPresent(value -> json.put("output_format", value));
        request.model().ifPresent(value -> json.put("model", value));
        request.limitGenerations().ifPresent(value -> json.put("limit_generations", value));
        if (request.isEdit()) {
            request.imageUrls().forEach(json.putArray("image_urls")::add);
        }
        message.name().ifPresent(value -> json.put("name", value));
        message.sink().ifPresent(value -> json.put("sink", value));
        if (!message.metadata().isEmpty()) {
            ObjectNode metadata = json.putObject("metadata");
            message.metadata().forEach(metadata::put);
        }
        return json.toString();
    }
}
