package com.neuroflash.camel.prompt;

import com.neuroflash.camel.api.GenerationRequest;
import com.neuroflash.camel.api.Model;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Checks a request, its defaults filled in, against what {@code /models} allows, before anything is billed. What the
 * models leave open is not checked. Immutable.
 */
public final class PromptValidator {
    static final String TEXT_TO_IMAGE = "text2image";
    static final String IMAGE_TO_IMAGE = "image2image";

    private static final String AUTO = "auto";

    private final List<Model> models;

    /** Keeps the models in the vendor's order. */
    public PromptValidator(List<Model> models) {
        this.models = models.stream()
                .sorted(Comparator.comparing(model -> model.order().orElse(Integer.MAX_VALUE)))
                .toList();
    }

    /** Everything that the models don't allow, with what they allow; empty when the request may be sent. */
    public List<FieldProblem> validate(GenerationRequest request) {
        List<FieldProblem> problems = new ArrayList<>();
        Optional<Model> model = model(request);
        if (model.isEmpty() && request.model().isPresent() && !models.isEmpty()) {
            problems.add(new FieldProblem(
                    "model", "is unknown, found " + Shown.text(request.model().get()) + "; " + usable(request)));
        }
        model.ifPresent(known -> Stream.of(
                        usableProblem(request, known),
                        countProblem(request, known),
                        ratioProblem(request, known),
                        formatProblem(request, known))
                .flatMap(Optional::stream)
                .forEach(problems::add));
        return List.copyOf(problems);
    }

    /** The named model; when none is named, what any of the usable ones allows, as the server chooses. */
    private Optional<Model> model(GenerationRequest request) {
        if (request.model().isPresent()) {
            return models.stream()
                    .filter(model -> model.id().equals(request.model().get()))
                    .findFirst();
        }
        return models.stream()
                .filter(PromptValidator::isAllowed)
                .filter(model -> hasCapability(request, model))
                .reduce(PromptValidator::either);
    }

    private static Model either(Model one, Model other) {
        return new Model(
                one.id() + " or " + other.id(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                one.maxImages().flatMap(most -> other.maxImages().map(more -> Math.max(most, more))),
                union(one.aspectRatios(), other.aspectRatios()),
                union(one.outputFormats(), other.outputFormats()),
                Optional.of(true),
                Optional.empty());
    }

    /** What either allows; empty, which is anything, if one of them leaves it open. */
    private static List<String> union(List<String> one, List<String> other) {
        return one.isEmpty() || other.isEmpty()
                ? List.of()
                : Stream.concat(one.stream(), other.stream()).distinct().toList();
    }

    private Optional<FieldProblem> usableProblem(GenerationRequest request, Model model) {
        if (!isAllowed(model)) {
            return problem("model", Shown.text(model.id()) + " is not allowed for this account; " + usable(request));
        }
        return hasCapability(request, model)
                ? Optional.empty()
                : problem(
                        "model",
                        Shown.text(model.id()) + " can't do " + capability(request) + ", only "
                                + String.join(", ", model.capabilities()) + "; " + usable(request));
    }

    private static Optional<FieldProblem> countProblem(GenerationRequest request, Model model) {
        return model.maxImages().flatMap(most -> request.numImages()
                .filter(count -> count < 1 || count > most)
                .flatMap(count -> problem("num_images", "expected 1 to " + most + of(request) + ", found " + count)));
    }

    private static Optional<FieldProblem> ratioProblem(GenerationRequest request, Model model) {
        List<String> allowed = new ArrayList<>(model.aspectRatios());
        if (request.isEdit() && !allowed.isEmpty() && !allowed.contains(AUTO)) {
            allowed.add(AUTO);
        }
        return listProblem("aspect_ratio", request.aspectRatio(), allowed, request);
    }

    private static Optional<FieldProblem> formatProblem(GenerationRequest request, Model model) {
        return listProblem("output_format", request.outputFormat(), model.outputFormats(), request);
    }

    private static Optional<FieldProblem> listProblem(
            String field, Optional<String> value, List<String> allowed, GenerationRequest request) {
        return value.filter(found -> !allowed.isEmpty() && !allowed.contains(found))
                .flatMap(found -> problem(
                        field,
                        "expected one of " + String.join(", ", allowed) + of(request) + ", found "
                                + Shown.text(found)));
    }

    private String usable(GenerationRequest request) {
        List<String> ids = models.stream()
                .filter(PromptValidator::isAllowed)
                .filter(model -> hasCapability(request, model))
                .map(Model::id)
                .toList();
        return ids.isEmpty()
                ? "no model is allowed for " + capability(request)
                : "allowed for " + capability(request) + ": " + String.join(", ", ids);
    }

    private static boolean isAllowed(Model model) {
        return model.allowed().orElse(true);
    }

    private static boolean hasCapability(GenerationRequest request, Model model) {
        return model.capabilities().isEmpty() || model.capabilities().contains(capability(request));
    }

    private static String capability(GenerationRequest request) {
        return request.isEdit() ? IMAGE_TO_IMAGE : TEXT_TO_IMAGE;
    }

    /** Whoever names no model is told what any of them allows. */
    private static String of(GenerationRequest request) {
        return request.model()
                .map(model -> " (model " + Shown.name(model) + ")")
                .orElse("");
    }

    private static Optional<FieldProblem> problem(String field, String message) {
        return Optional.of(new FieldProblem(field, message));
    }
}
