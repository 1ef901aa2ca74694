package com.neuroflash.camel.api;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/**
 * An image-generation model, as {@code GET /models} lists it.
 *
 * @param id what a request names it by
 * @param name for people
 * @param provider who runs it
 * @param description for people
 * @param capabilities such as {@code text2image} and {@code image2image}
 * @param maxImages the most images of one request
 * @param aspectRatios the ratios it accepts
 * @param outputFormats the formats it accepts
 * @param allowed whether this account may use it
 * @param order its place in the vendor's list
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Model(
        @JsonProperty("id") String id,
        @JsonProperty("name") Optional<String> name,
        @JsonProperty("provider") Optional<String> provider,
        @JsonProperty("description") Optional<String> description,
        @JsonProperty("capabilities") List<String> capabilities,
        @JsonProperty("max_images") Optional<Integer> maxImages,
        @JsonProperty("aspect_ratios") List<String> aspectRatios,
        @JsonProperty("output_formats") List<String> outputFormats,
        @JsonProperty("allowed") Optional<Boolean> allowed,
        @JsonProperty("order") Optional<Integer> order) {

    /** Checks that the id is there, copies the lists and replaces null by empty. */
    public Model {
        requireNonNull(id, "id is null");
        name = Absent.toEmpty(name);
        provider = Absent.toEmpty(provider);
        description = Absent.toEmpty(description);
        capabilities = Absent.toEmpty(capabilities);
        maxImages = Absent.toEmpty(maxImages);
        aspectRatios = Absent.toEmpty(aspectRatios);
        outputFormats = Absent.toEmpty(outputFormats);
        allowed = Absent.toEmpty(allowed);
        order = Absent.toEmpty(order);
    }
}
