package com.neuroflash.camel.simulator;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What a test asks of the simulator itself, without token: faults, bill, request counts, rows of others. */
final class AdminEndpoints {
    private final Faults faults;
    private final Store store;
    private final RequestCounts counts;
    private final InsertedRows inserted;

    AdminEndpoints(Parts parts, InsertedRows inserted) {
        this.faults = parts.faults();
        this.store = parts.store();
        this.counts = parts.counts();
        this.inserted = inserted;
    }

    Answer faults(Call call, String variable, Disturbance disturbance) {
        return Answer.json(200, faults.rules());
    }

    Answer addFaults(Call call, String variable, Disturbance disturbance) {
        try {
            Faults.parse(call.text()).forEach(faults::add);
        } catch (IllegalArgumentException e) {
            throw Refusal.error(400, "BAD_FAULTS", e.getMessage());
        }
        return Answer.json(200, faults.rules());
    }

    Answer clearFaults(Call call, String variable, Disturbance disturbance) {
        faults.clear();
        return Answer.json(200, List.of());
    }

    Answer bill(Call call, String variable, Disturbance disturbance) {
        return Answer.json(200, store.bill());
    }

    Answer requests(Call call, String variable, Disturbance disturbance) {
        return Answer.json(200, counts.all());
    }

    Answer insert(Call call, String variable, Disturbance disturbance) {
        try {
            ForeignGeneration generation = Json.MAPPER.readValue(call.body(), ForeignGeneration.class);
            return Answer.json(200, Map.of("image_ids", inserted.insert(generation)));
        } catch (IOException | IllegalArgumentException e) {
            throw Refusal.error(
                    400,
                    "BAD_ROW",
                    "expected {user_id, prompt, and if need be model, parameters, input_images, images, created_at}");
        }
    }

    Answer delete(Call call, String imageId, Disturbance disturbance) {
        if (!inserted.delete(imageId)) {
            throw Refusal.detail(404, "Generation not found");
        }
        return Answer.json(200, Map.of());
    }
}
