package com.neuroflash.camel.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.neuroflash.camel.ledger.AttemptRecord;
import com.neuroflash.camel.ledger.ImageRecord;
import com.neuroflash.camel.ledger.IntentRecord;
import com.neuroflash.camel.ledger.Reason;
import com.neuroflash.camel.ledger.StoredObject;
import java.util.Locale;
import java.util.Optional;

/** What is told of a prompt: its state and its images, nothing of what its sender wrote. */
final class PromptStory {
    private PromptStory() {}

    static ObjectNode json(IntentRecord intent, String sink) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", intent.identity().asId());
        json.put("state", name(intent.state()));
        json.put("finished", intent.state().isFinished());
        intent.known().reason().ifPresent(reason -> write(reason, json));
        json.put("begun", intent.begun().toString());
        json.put("changed", intent.changed().toString());
        json.put("attempts", intent.attempts().size());
        Optional<String> billed = intent.billed().map(AttemptRecord::id);
        intent.billed().flatMap(AttemptRecord::batchId).ifPresent(batch -> json.put("batch_id", batch));
        intent.sink().ifPresent(name -> json.put("sink", name));
        json.put("place", sink);
        ArrayNode images = json.putArray("images");
        intent.images().stream()
                .filter(image -> billed.filter(image.attemptId()::equals).isPresent())
                .forEach(image -> write(image, images.addObject()));
        return json;
    }

    private static void write(ImageRecord image, ObjectNode json) {
        json.put("index", image.index());
        image.seen().imageId().ifPresent(id -> json.put("image_id", id));
        json.put("state", name(image.state()));
        image.object().ifPresent(object -> write(object, json));
        image.reason().ifPresent(reason -> write(reason, json));
    }

    private static void write(StoredObject object, ObjectNode json) {
        json.put("key", object.key());
        json.put("sha256", object.sha256());
        json.put("bytes", object.length());
        json.put("content_type", object.contentType());
        json.put("width", object.width());
        json.put("height", object.height());
    }

    private static void write(Reason reason, ObjectNode json) {
        json.put("reason", reason.text());
        reason.advice().ifPresent(advice -> json.put("what_to_do", advice));
    }

    private static String name(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
