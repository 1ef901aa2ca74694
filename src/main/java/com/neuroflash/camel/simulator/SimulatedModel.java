package com.neuroflash.camel.simulator;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/** A model as {@code GET /models} shows it. */
record SimulatedModel(
        String id,
        String name,
        String provider,
        String description,
        List<String> capabilities,
        int maxImages,
        List<String> aspectRatios,
        List<String> outputFormats,
        boolean allowed,
        int order) {

    @JsonIgnore
    boolean can(String capability) {
        return capabilities.contains(capability);
    }

    SimulatedModel withAllowed(boolean mayUse) {
        return new SimulatedModel(
                id,
                name,
                provider,
                description,
                capabilities,
                maxImages,
                aspectRatios,
                outputFormats,
                allowed && mayUse,
                order);
    }
}
