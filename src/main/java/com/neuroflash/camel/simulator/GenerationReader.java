package com.neuroflash.camel.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Reads and checks the body of a generation; all wrong fields are reported at once. */
final class GenerationReader {
    private final ModelCatalog models;

    GenerationReader(ModelCatalog models) {
        this.models = models;
    }

    /** @throws Refusal 422 with every wrong field */
    AskedGeneration read(Call call, Operation operation) {
        return new Fields(object(call), operation == Operation.EDIT).read();
    }

    private static JsonNode object(Call call) {
        if (!call.header(Answer.CONTENT_TYPE)
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .contains("json")) {
            throw wholeBody("Input should be JSON with Content-Type application/json", "model_attributes_type");
        }
        try {
            JsonNode tree = Json.MAPPER
                    .reader()
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(call.body());
            if (tree == null || !tree.isObject()) {
                throw wholeBody("Input should be a valid dictionary", "model_attributes_type");
            }
            return tree;
        } catch (JsonProcessingException e) {
            throw wholeBody("JSON decode error", "json_invalid");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Refusal wholeBody(String message, String type) {
        return Refusal.invalid(List.of(new Refusal.FieldError(List.of("body"), message, type, NullNode.instance)));
    }

    private final class Fields {
        private final JsonNode body;
        private final boolean edit;
        private final List<Refusal.FieldError> errors = new ArrayList<>();

        Fields(JsonNode body, boolean edit) {
            this.body = body;
            this.edit = edit;
        }

        AskedGeneration read() {
            SimulatedModel model = model();
            List<String> ratios = new ArrayList<>(model.aspectRatios());
            if (edit) {
                ratios.add(AskedGeneration.AUTO);
            }
            String usualRatio = edit ? AskedGeneration.AUTO : "1:1";
            String usualFormat = model.outputFormats().contains("png")
                    ? "png"
                    : model.outputFormats().get(0);
            AskedGeneration asked = new AskedGeneration(
                    prompt(),
                    model,
                    numImages(model),
                    oneOf("aspect_ratio", ratios, usualRatio),
                    oneOf("output_format", model.outputFormats(), usualFormat),
                    limitGenerations(),
                    edit ? imageUrls() : List.of());
            if (!errors.isEmpty()) {
                throw Refusal.invalid(errors);
            }
            return asked;
        }

        private SimulatedModel model() {
            String id = oneOf("model", models.ids(), models.standard().id());
            SimulatedModel model = models.find(id).orElse(models.standard());
            if (edit && !model.can(ModelCatalog.IMAGE_TO_IMAGE)) {
                error("model", "The model " + id + " can't edit images", "value_error");
            }
            return model;
        }

        private String prompt() {
            if (!present("prompt")) {
                error("prompt", "Field required", "missing");
            } else if (typed("prompt", JsonNode::isTextual, "string")
                    && body.get("prompt").textValue().isBlank()) {
                error("prompt", "String should have at least 1 character", "string_too_short");
            }
            return body.path("prompt").asText();
        }

        private int numImages(SimulatedModel model) {
            if (present("num_images") && typed("num_images", JsonNode::isIntegralNumber, "integer")) {
                JsonNode value = body.get("num_images");
                if (!value.canConvertToInt() || value.intValue() > model.maxImages()) {
                    error(
                            "num_images",
                            "Input should be less than or equal to " + model.maxImages(),
                            "less_than_equal");
                } else if (value.intValue() < 1) {
                    error("num_images", "Input should be greater than or equal to 1", "greater_than_equal");
                }
                return value.asInt(1);
            }
            return 1;
        }

        private boolean limitGenerations() {
            return present("limit_generations")
                    && typed("limit_generations", JsonNode::isBoolean, "boolean")
                    && body.get("limit_generations").booleanValue();
        }

        private List<String> imageUrls() {
            JsonNode urls = body.path("image_urls");
            List<String> paths = new ArrayList<>();
            if (!present("image_urls")) {
                error("image_urls", "Field required", "missing");
            } else if (typed("image_urls", JsonNode::isArray, "list")) {
                if (urls.isEmpty()) {
                    error("image_urls", "List should have at least 1 item", "too_short");
                }
                for (JsonNode url : urls) {
                    if (!url.isTextual()) {
                        error("image_urls", "Input should be a valid string", "string_type");
                    }
                    paths.add(url.asText());
                }
            }
            return paths;
        }

        private String oneOf(String field, List<String> allowed, String usual) {
            if (!present(field) || !typed(field, JsonNode::isTextual, "string")) {
                return usual;
            }
            String value = body.get(field).textValue();
            if (!allowed.contains(value)) {
                error(field, "Input should be one of " + allowed, "enum");
            }
            return value;
        }

        private boolean present(String field) {
            return body.hasNonNull(field);
        }

        private boolean typed(String field, Predicate<JsonNode> test, String type) {
            boolean right = test.test(body.get(field));
            if (!right) {
                error(field, "Input should be a valid " + type, type + "_type");
            }
            return right;
        }

        private void error(String field, String message, String type) {
            errors.add(Refusal.FieldError.body(
                    field, message, type, body.path(field).deepCopy()));
        }
    }
}
