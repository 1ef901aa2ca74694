package com.neuroflash.camel.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** The answer to a generation. */
final class GenerationJson {
    private final String host;
    private final boolean imageIds;
    private final boolean batchIds;
    private final boolean sizes;
    private final String urlForm;
    private final Optional<String> warning;

    GenerationJson(String host, Disturbance disturbance) {
        this.host = host;
        this.imageIds = disturbance.all(Fault.NullIds.class).noneMatch(Fault.NullIds::imageIds);
        this.batchIds = disturbance.all(Fault.NullIds.class).noneMatch(Fault.NullIds::batchId);
        this.sizes = !disturbance.has(Fault.NullSizes.class);
        this.urlForm = disturbance
                .first(Fault.ImageUrl.class)
                .map(Fault.ImageUrl::form)
                .orElse("absolute");
        this.warning = disturbance.first(Fault.Detail.class).map(Fault.Detail::detail);
    }

    ObjectNode of(StoredBatch batch, Optional<String> detail) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        ArrayNode images = json.putArray("images");
        batch.images().forEach(image -> images.add(image(new HistoryRow(batch, image))));
        json.put("description", "Simulated by neuroflash-camel");
        json.put("prompt", batch.shownPrompt());
        json.put("detail", warning.or(() -> detail).orElse(null));
        json.put("batch_id", batchIds ? batch.batchId() : null);
        return json;
    }

    private ObjectNode image(HistoryRow row) {
        StoredImage image = row.image();
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("url", url(row));
        json.put("content_type", image.format().contentType());
        json.put("file_name", sizes ? image.fileName() : null);
        json.put("file_size", sizes ? image.size() : null);
        json.put("width", sizes ? image.width() : null);
        json.put("height", sizes ? image.height() : null);
        json.put("image_id", imageIds ? image.imageId() : null);
        return json;
    }

    private String url(HistoryRow row) {
        return switch (urlForm) {
            case "none" -> null;
            case "relative" -> row.path();
            case "absolute" -> host + row.path();
            default -> urlForm + row.path();
        };
    }
}
