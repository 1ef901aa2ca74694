package com.neuroflash.camel.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.neuroflash.camel.api.GenerationRequest;
import com.neuroflash.camel.api.Model;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PromptValidatorTest {
    private static final Model BOTH = model("both", true, 2, List.of("text2image", "image2image"));
    private static final Model TEXT_ONLY = model("text-only", true, 1, List.of("text2image"));
    private static final Model LOCKED = model("locked", false, 0, List.of("text2image", "image2image"));
    private static final Model OPEN = new Model(
            "open",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty());

    private final PromptValidator validator = new PromptValidator(List.of(BOTH, LOCKED, OPEN, TEXT_ONLY));

    @Test
    void allowsWhatTheModelAllows() {
        assertThat(validator.validate(request("both", 4, "16:9", "png"))).isEmpty();
        assertThat(validator.validate(edit(request("both", 1, "auto", "webp")))).isEmpty();
        assertThat(validator.validate(GenerationRequest.of("a fox"))).isEmpty();
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments(
                        request("missing", 1, "1:1", "png"),
                        "model",
                        "'missing'; allowed for text2image: text-only, both, open"),
                arguments(
                        request("locked", 1, "1:1", "png"),
                        "model",
                        "'locked' is not allowed for this account; allowed for text2image: text-only, both, open"),
                arguments(
                        edit(request("text-only", 1, "1:1", "png")),
                        "model",
                        "can't do image2image, only text2image; allowed for image2image: both, open"),
                arguments(request("both", 5, "1:1", "png"), "num_images", "expected 1 to 4 (model both), found 5"),
                arguments(request("both", 0, "1:1", "png"), "num_images", "expected 1 to 4 (model both), found 0"),
                arguments(
                        request("both", 1, "2:1", "png"),
                        "aspect_ratio",
                        "expected one of 1:1, 16:9 (model both), found '2:1'"),
                arguments(request("both", 1, "auto", "png"), "aspect_ratio", "expected one of 1:1, 16:9"),
                arguments(edit(request("both", 1, "2:1", "png")), "aspect_ratio", "expected one of 1:1, 16:9, auto"),
                arguments(
                        request("both", 1, "1:1", "tiff"),
                        "output_format",
                        "expected one of png, webp (model both), found 'tiff'"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void namesWhatIsAllowed(GenerationRequest request, String field, String message) {
        assertThat(validator.validate(request)).singleElement().satisfies(problem -> {
            assertThat(problem.field()).isEqualTo(field);
            assertThat(problem.message()).contains(message);
        });
    }

    @Test
    void namesNoModelToWhoHasNamedNone() {
        PromptValidator two = new PromptValidator(List.of(BOTH, TEXT_ONLY));

        assertThat(two.validate(request(null, 9, "2:1", "tiff")))
                .isNotEmpty()
                .allSatisfy(problem ->
                        assertThat(problem.message()).startsWith("expected").doesNotContain("model", "characters)"));
    }

    @Test
    void namesAllProblemsAtOnce() {
        assertThat(validator.validate(edit(request("locked", 9, "2:1", "tiff"))))
                .extracting(FieldProblem::field)
                .containsExactly("model", "num_images", "aspect_ratio", "output_format");
    }

    @Test
    void checksNothingThatTheModelsLeaveOpen() {
        assertThat(validator.validate(request("open", 99, "2:1", "tiff"))).isEmpty();
        assertThat(new PromptValidator(List.of()).validate(request("any", 99, "2:1", "tiff")))
                .isEmpty();
    }

    @Test
    void checksARequestWithoutAModelAgainstWhatAnyUsableModelAllows() {
        GenerationRequest unnamed = new GenerationRequest(
                "a fox",
                Optional.of(9),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());

        assertThat(validator.validate(unnamed)).isEmpty();
        assertThat(new PromptValidator(List.of(BOTH, TEXT_ONLY)).validate(unnamed))
                .hasSize(1);
        assertThat(new PromptValidator(List.of(BOTH)).validate(unnamed)).hasSize(1);
        assertThat(new PromptValidator(List.of(LOCKED)).validate(unnamed)).isEmpty();
    }

    private static Model model(String id, boolean allowed, int order, List<String> capabilities) {
        return new Model(
                id,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                capabilities,
                Optional.of(4),
                List.of("1:1", "16:9"),
                List.of("png", "webp"),
                Optional.of(allowed),
                Optional.of(order));
    }

    private static GenerationRequest request(String model, int numImages, String ratio, String format) {
        return new GenerationRequest(
                "a fox",
                Optional.of(numImages),
                Optional.of(ratio),
                Optional.of(format),
                Optional.ofNullable(model),
                Optional.empty(),
                List.of());
    }

    private static GenerationRequest edit(GenerationRequest request) {
        return request.withImageUrls(List.of("/a/view"));
    }
}
