package com.neuroflash.camel.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The generation history: a page of it, one entry, and its deletion. */
final class HistoryEndpoints {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1000;

    private final Guard guard;
    private final Store store;
    private final Images images;
    private final Clock clock;

    HistoryEndpoints(Parts parts) {
        this.guard = parts.guard();
        this.store = parts.store();
        this.images = parts.images();
        this.clock = parts.settings().clock();
    }

    Answer page(Call call, String variable, Disturbance disturbance) {
        guard.admit(call);
        List<Refusal.FieldError> errors = new ArrayList<>();
        int limit = number(call, "limit", DEFAULT_LIMIT, 1, MAX_LIMIT, errors);
        int offset = number(call, "offset", 0, 0, Integer.MAX_VALUE, errors);
        if (!errors.isEmpty()) {
            throw Refusal.invalid(errors);
        }
        Predicate<HistoryRow> wanted = visible(disturbance).and(ofModel(call.parameter("model")));
        ArrayNode json = Json.MAPPER.createArrayNode();
        rows(wanted, offset, limit, disturbance).forEach(row -> json.add(json(row, disturbance)));
        return Answer.json(200, json);
    }

    Answer one(Call call, String imageId, Disturbance disturbance) {
        guard.admit(call);
        return store.row(imageId)
                .filter(visible(disturbance))
                .map(row -> Answer.json(200, json(row, disturbance)))
                .orElseThrow(() -> Refusal.detail(404, "Generation not found"));
    }

    Answer delete(Call call, String imageId, Disturbance disturbance) {
        guard.admit(call);
        StoredImage image = store.delete(imageId).orElseThrow(() -> Refusal.detail(404, "Generation not found"));
        images.delete(image);
        return Answer.json(200, Map.of());
    }

    private List<HistoryRow> rows(Predicate<HistoryRow> wanted, int offset, int limit, Disturbance disturbance) {
        if (disturbance.has(Fault.ShuffleRows.class)) {
            return store.rows(wanted, 0, Long.MAX_VALUE).stream()
                    .sorted(Comparator.comparing(row -> row.image().imageId()))
                    .skip(offset)
                    .limit(limit)
                    .toList();
        }
        int repeated = disturbance
                .all(Fault.RepeatRows.class)
                .mapToInt(Fault.RepeatRows::rows)
                .sum();
        return store.rows(wanted, Math.max(0, offset - repeated), limit);
    }

    private Predicate<HistoryRow> visible(Disturbance disturbance) {
        Instant now = clock.instant();
        Duration lag = disturbance
                .first(Fault.HistoryLag.class)
                .map(Fault.HistoryLag::lag)
                .orElse(Duration.ZERO);
        return row -> !row.batch().visibleAt().isAfter(now)
                && !row.batch().createdAt().plus(lag).isAfter(now);
    }

    private static Predicate<HistoryRow> ofModel(Optional<String> model) {
        return row -> model.filter(text -> !text.isEmpty())
                .map(row.batch().model()::equals)
                .orElse(true);
    }

    private static int number(Call call, String name, int usual, int min, int max, List<Refusal.FieldError> errors) {
        String text = call.parameter(name).orElse(String.valueOf(usual));
        try {
            int value = Integer.parseInt(text);
            if (value < min || value > max) {
                String type = value < min ? "greater_than_equal" : "less_than_equal";
                errors.add(error(name, "Input should be " + min + " to " + max, type, text));
            }
            return value;
        } catch (NumberFormatException ignored) {
            errors.add(error(name, "Input should be a valid integer", "int_parsing", text));
            return usual;
        }
    }

    private static Refusal.FieldError error(String name, String message, String type, String input) {
        return new Refusal.FieldError(List.of("query", name), message, type, TextNode.valueOf(input));
    }

    private static ObjectNode json(HistoryRow row, Disturbance disturbance) {
        boolean sizes = !disturbance.has(Fault.NullSizes.class);
        boolean batchId = disturbance.all(Fault.NullIds.class).noneMatch(Fault.NullIds::batchId);
        StoredBatch batch = row.batch();
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("output_image_id", row.image().imageId());
        json.put("batch_id", batchId ? batch.batchId() : null);
        json.put("user_id", batch.userId());
        json.put("workspace_id", batch.workspaceId());
        json.put("prompt", batch.shownPrompt());
        json.put("model", batch.model());
        json.set("parameters", Json.MAPPER.valueToTree(batch.shownParameters()));
        json.set("input_images", batch.inputImages().isEmpty() ? null : Json.MAPPER.valueToTree(batch.inputImages()));
        json.put("output_image_url", row.path());
        json.put("output_image_width", sizes ? row.image().width() : null);
        json.put("output_image_height", sizes ? row.image().height() : null);
        json.put("output_image_size", sizes ? row.image().size() : null);
        json.put("created_at", batch.createdAt().toString());
        return json;
    }
}
