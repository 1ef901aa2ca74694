package com.neuroflash.camel.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.neuroflash.camel.api.GenerationRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PromptFieldsTest {
    private static final String SECRET = "SECRET words of a prompt";
    private static final String PROMPT = "\"prompt\":\"" + SECRET + "\"";

    @Test
    void takesEveryField() throws IOException {
        PromptMessage message = Prompts.message(PromptFormat.JSON, """
                {
                  "prompt": " a red fox\\nin snow ",
                  "num_images": 3,
                  "aspect_ratio": "16:9",
                  "output_format": "png",
                  "model": "nano-banana-2",
                  "limit_generations": true,
                  "image_urls": ["/api/ds-prototypes/image_generation/a-1/view", "b-2"],
                  "id": "order 17/3",
                  "name": "../Füchse & Co",
                  "metadata": {"b": "2", "a": "", "c": "x y"}
                }
                """);

        assertThat(message.request().prompt()).isEqualTo(" a red fox\nin snow ");
        assertThat(message.request().numImages()).contains(3);
        assertThat(message.request().aspectRatio()).contains("16:9");
        assertThat(message.request().outputFormat()).contains("png");
        assertThat(message.request().model()).contains("nano-banana-2");
        assertThat(message.request().limitGenerations()).contains(true);
        assertThat(message.request().imageUrls())
                .containsExactly("/api/ds-prototypes/image_generation/a-1/view", "b-2");
        assertThat(message.request().isEdit()).isTrue();
        assertThat(message.id()).contains("order 17/3");
        assertThat(message.name()).contains("../Füchse & Co");
        assertThat(message.metadata()).containsExactly(Map.entry("b", "2"), Map.entry("a", ""), Map.entry("c", "x y"));
    }

    @Test
    void leavesAbsentWhatIsNullOrMissing() throws IOException {
        PromptMessage message = Prompts.message(
                PromptFormat.JSON,
                "{\"prompt\":\"a fox\",\"num_images\":null,\"model\":null,\"image_urls\":null,\"metadata\":null}");

        assertThat(message).isEqualTo(PromptMessage.of(GenerationRequest.of("a fox")));
    }

    @Test
    void makesAnEditOfImageIds() throws IOException {
        PromptMessage message =
                Prompts.message(PromptFormat.JSON, "{\"prompt\":\"bluer\",\"image_ids\":[\"b64b61f6-a7d2\",\"x_1\"]}");

        assertThat(message.request().imageUrls()).containsExactly("b64b61f6-a7d2", "x_1");
    }

    static Stream<Arguments> refusedTexts() {
        return Stream.of(
                arguments("{}", "prompt", "missing"),
                arguments("{\"prompt\":null}", "prompt", "missing"),
                arguments("{\"prompt\":\" \\n\"}", "prompt", "empty"),
                arguments("{\"prompt\":7}", "prompt", "expected a text, found the number 7"),
                arguments("{\"prompt\":[\"" + SECRET + "\"]}", "prompt", "expected a text, found a list"),
                arguments("{\"prompt\":\"" + "x".repeat(32_001) + "\"}", "prompt", "at most 32000"),
                arguments("{\"prompt\":\"a\\u0000b\"}", "prompt", "NUL"),
                arguments("{\"prompt\":\"a\\ud83db\"}", "prompt", "surrogate"),
                arguments("{" + PROMPT + ",\"size\":3}", "size", "allowed fields are prompt, num_images, aspect_ratio"),
                arguments("{" + PROMPT + ",\"" + SECRET + "\":3}", "(a name of 24 characters)", "not a field"),
                arguments(
                        "{" + PROMPT + ",\"num_images\":\"3\"}",
                        "num_images",
                        "whole number of 1 or more, found the text '3'"),
                arguments(
                        "{" + PROMPT + ",\"num_images\":\"" + SECRET + "\"}",
                        "num_images",
                        "found the text (24 characters)"),
                arguments("{" + PROMPT + ",\"num_images\":0}", "num_images", "found the number 0"),
                arguments("{" + PROMPT + ",\"num_images\":-1}", "num_images", "found the number -1"),
                arguments("{" + PROMPT + ",\"num_images\":1.5}", "num_images", "found the number 1.5"),
                arguments("{" + PROMPT + ",\"num_images\":99999999999}", "num_images", "found the number 99999999999"),
                arguments("{" + PROMPT + ",\"num_images\":1e400}", "num_images", "whole number"),
                arguments(
                        "{" + PROMPT + ",\"limit_generations\":\"yes\"}",
                        "limit_generations",
                        "true or false, found the text 'yes'"),
                arguments("{" + PROMPT + ",\"limit_generations\":1}", "limit_generations", "true or false"),
                arguments("{" + PROMPT + ",\"model\":{}}", "model", "expected a text, found an object"),
                arguments("{" + PROMPT + ",\"model\":\"\"}", "model", "empty"),
                arguments("{" + PROMPT + ",\"aspect_ratio\":16}", "aspect_ratio", "expected a text"),
                arguments("{" + PROMPT + ",\"output_format\":true}", "output_format", "expected a text, found true"),
                arguments("{" + PROMPT + ",\"id\":\"" + "x".repeat(201) + "\"}", "id", "at most 200"),
                arguments("{" + PROMPT + ",\"id\":\"a\\nb\"}", "id", "control character"),
                arguments("{" + PROMPT + ",\"name\":\" \"}", "name", "empty"),
                arguments("{" + PROMPT + ",\"name\":\"" + "x".repeat(201) + "\"}", "name", "at most 200"));
    }

    static Stream<Arguments> refusedLists() {
        return Stream.of(
                arguments("{" + PROMPT + ",\"image_urls\":\"/a/view\"}", "image_urls", "expected a list of texts"),
                arguments("{" + PROMPT + ",\"image_urls\":[]}", "image_urls", "expected 1 to 20 images"),
                arguments(
                        "{" + PROMPT + ",\"image_urls\":[" + "\"a\",".repeat(20) + "\"a\"]}", "image_urls", "found 21"),
                arguments("{" + PROMPT + ",\"image_urls\":[3]}", "image_urls", "expected texts in the list"),
                arguments("{" + PROMPT + ",\"image_urls\":[\"\"]}", "image_urls", "empty"),
                arguments("{" + PROMPT + ",\"image_ids\":[\"/a/view\"]}", "image_ids", "image_urls"),
                arguments("{" + PROMPT + ",\"image_ids\":[\"a\"],\"image_urls\":[\"b\"]}", "image_ids", "only one"),
                arguments("{" + PROMPT + ",\"metadata\":\"x\"}", "metadata", "expected an object of texts"),
                arguments("{" + PROMPT + ",\"metadata\":{\"a\":{\"b\":\"c\"}}}", "metadata.a", "nothing nested"),
                arguments("{" + PROMPT + ",\"metadata\":{\"a\":null}}", "metadata.a", "found null"),
                arguments("{" + PROMPT + ",\"metadata\":{\"a\":1}}", "metadata.a", "expected a text"),
                arguments("{" + PROMPT + ",\"metadata\":{\"\":\"b\"}}", "metadata.(a name of 0 characters)", "key"),
                arguments("{" + PROMPT + ",\"metadata\":{\"a\":\"b\",\"a\":\"c\"}}", "metadata.a", "more than once"),
                arguments(
                        "{" + PROMPT + ",\"metadata\":{\"a\":\"" + "x".repeat(2001) + "\"}}",
                        "metadata.a",
                        "at most 2000"),
                arguments("{" + PROMPT + ",\"metadata\":{" + entries(51, 1) + "}}", "metadata", "at most 50"),
                arguments("{" + PROMPT + ",\"metadata\":{" + entries(10, 1900) + "}}", "metadata", "at most 16000"),
                arguments("{" + PROMPT + "," + PROMPT + "}", "prompt", "more than once"),
                arguments("{" + PROMPT + "} {}", "line", "more after the object"),
                arguments("{" + PROMPT, "line", "not valid JSON at column"),
                arguments("{" + PROMPT + ", " + SECRET + "}", "line", "not valid JSON at column 39"),
                arguments("[{" + PROMPT + "}]", "line", "found a list"),
                arguments("\"" + SECRET + "\"", "line", "expected one object"),
                arguments(SECRET, "line", "not valid JSON"),
                arguments("[".repeat(5000), "line", "list"),
                arguments("{" + PROMPT + ",\"model\":" + "[".repeat(5000), "line", "not valid JSON"));
    }

    @ParameterizedTest
    @MethodSource({"refusedTexts", "refusedLists"})
    void refusesAndNamesTheFieldWithoutRepeatingThePrompt(String json, String field, String message)
            throws IOException {
        List<FieldProblem> problems = Prompts.problems(PromptFormat.JSONL, json);

        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.field()).isEqualTo(field);
            assertThat(problem.message()).contains(message);
        });
        assertThat(problems.toString()).doesNotContain("SECRET");
    }

    @Test
    void namesAllProblemsOfAPromptAtOnce() throws IOException {
        PromptLine line = Prompts.only(
                PromptFormat.JSONL,
                "{\"promt\":\"a\",\"num_images\":0,\"limit_generations\":3,\"model\":1,\"metadata\":{\"a\":1,\"b\":2},\"id\":\"\"}");

        assertThat(Prompts.problems(line))
                .extracting(FieldProblem::field)
                .containsExactlyInAnyOrder(
                        "promt",
                        "prompt",
                        "num_images",
                        "limit_generations",
                        "model",
                        "metadata.a",
                        "metadata.b",
                        "id");
        assertThat(((PromptLine.Refused) line).refusal().wholeFile()).isFalse();
        assertThat(((PromptLine.Refused) line).refusal().reason())
                .contains("num_images: expected")
                .contains("; ");
    }

    @Test
    void showsNoTextOfTheSender() throws IOException {
        String json = "{\"prompt\":\"SECRET\",\"name\":\"SECRET\",\"id\":\"SECRET\",\"metadata\":{\"a\":\"SECRET\"}}";

        assertThat(Prompts.only(PromptFormat.JSON, json).toString()).doesNotContain("SECRET");
    }

    private static String entries(int count, int length) {
        return IntStream.range(0, count)
                .mapToObj(index -> "\"k" + index + "\":\"" + "v".repeat(length) + "\"")
                .collect(Collectors.joining(","));
    }
}
