package com.neuroflash.camel.simulator;

import java.util.List;
import java.util.Optional;

/** The models: the vendor's known ones, one that can do little, and one that this account may not use. */
final class ModelCatalog {
    static final String TEXT_TO_IMAGE = "text2image";
    static final String IMAGE_TO_IMAGE = "image2image";
    static final List<String> RATIOS = List.of("21:9", "16:9", "3:2", "4:3", "5:4", "1:1", "4:5", "3:4", "2:3", "9:16");
    static final List<String> FORMATS = List.of("jpeg", "png", "webp");

    private final List<SimulatedModel> models;

    ModelCatalog(boolean imagesInPlan) {
        models = List.of(
                        new SimulatedModel(
                                "nano-banana-2",
                                "Nano Banana 2",
                                "fal.ai",
                                "Text to image and image to image (simulated)",
                                List.of(TEXT_TO_IMAGE, IMAGE_TO_IMAGE),
                                4,
                                RATIOS,
                                FORMATS,
                                true,
                                1),
                        new SimulatedModel(
                                "nano-banana",
                                "Nano Banana",
                                "fal.ai",
                                "The one before (simulated)",
                                List.of(TEXT_TO_IMAGE, IMAGE_TO_IMAGE),
                                4,
                                RATIOS,
                                FORMATS,
                                true,
                                2),
                        new SimulatedModel(
                                "simulated-sketch",
                                "Sketch",
                                "simulator",
                                "Text to image only, one square or wide image at a time",
                                List.of(TEXT_TO_IMAGE),
                                1,
                                List.of("16:9", "1:1"),
                                List.of("jpeg", "png"),
                                true,
                                3),
                        new SimulatedModel(
                                "simulated-exclusive",
                                "Exclusive",
                                "simulator",
                                "A model that this account may not use",
                                List.of(TEXT_TO_IMAGE, IMAGE_TO_IMAGE),
                                4,
                                RATIOS,
                                FORMATS,
                                false,
                                4))
                .stream()
                .map(model -> model.withAllowed(imagesInPlan))
                .toList();
    }

    List<SimulatedModel> all() {
        return models;
    }

    SimulatedModel standard() {
        return models.get(0);
    }

    Optional<SimulatedModel> find(String id) {
        return models.stream().filter(model -> model.id().equals(id)).findFirst();
    }

    List<String> ids() {
        return models.stream().map(SimulatedModel::id).toList();
    }
}
