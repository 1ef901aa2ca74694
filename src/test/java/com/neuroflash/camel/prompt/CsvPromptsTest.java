package com.neuroflash.camel.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvPromptsTest {
    private static final String SECRET = "SECRET words of a prompt";

    @Test
    void takesEveryColumn() throws IOException {
        PromptMessage message = Prompts.message(PromptFormat.CSV, """
                id,prompt,num_images,aspect_ratio,output_format,model,limit_generations,image_urls,name,metadata.a b,metadata.c
                7,a red fox, 3 ,16:9,png,nano-banana-2,TRUE,/a/view| /b/view  c,fox,x,"y, z"
                """);

        assertThat(message.request().prompt()).isEqualTo("a red fox");
        assertThat(message.request().numImages()).contains(3);
        assertThat(message.request().aspectRatio()).contains("16:9");
        assertThat(message.request().outputFormat()).contains("png");
        assertThat(message.request().model()).contains("nano-banana-2");
        assertThat(message.request().limitGenerations()).contains(true);
        assertThat(message.request().imageUrls()).containsExactly("/a/view", "/b/view", "c");
        assertThat(message.id()).contains("7");
        assertThat(message.name()).contains("fox");
        assertThat(message.metadata()).containsExactly(Map.entry("a b", "x"), Map.entry("c", "y, z"));
    }

    @Test
    void takesAnEmptyOrMissingCellAsAbsent() throws IOException {
        List<PromptLine> lines = Prompts.read(
                PromptFormat.CSV,
                "prompt,num_images,limit_generations,image_ids,metadata.a,name\na fox,,\"\",,  ,\na hare\n");

        assertThat(lines).hasSize(2).allSatisfy(line -> {
            PromptMessage message = Prompts.message(line);
            assertThat(message.request().numImages()).isEmpty();
            assertThat(message.request().isEdit()).isFalse();
            assertThat(message.name()).isEmpty();
            assertThat(message.metadata()).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void keepsLineBreaksQuotesAndCommasOfQuotedCells(String end) throws IOException {
        String text =
                "\uFEFF" + String.join(end, "prompt,name", "\"a \"\"red\"\" fox,", "", "in snow\",x", "", "a hare,y");

        List<PromptLine> lines = Prompts.read(PromptFormat.CSV, text);

        assertThat(lines).extracting(PromptLine::number).containsExactly(2L, 6L);
        assertThat(Prompts.message(lines.get(0)).request().prompt())
                .isEqualTo("a \"red\" fox," + end + end + "in snow");
        assertThat(Prompts.message(lines.get(1)).request().prompt()).isEqualTo("a hare");
    }

    static Stream<Arguments> headers() {
        return Stream.of(
                arguments(SECRET + "\nx\n", "no column 'prompt'"),
                arguments("prompts,name\nx,y\n", "no column 'prompt'"),
                arguments("prompt;name\nx;y\n", "separated by commas"),
                arguments("prompt,size\nx,y\n", "column 2 'size' is unknown"),
                arguments("prompt,metadata\nx,y\n", "metadata.<key>"),
                arguments("prompt,metadata.\nx,y\n", "column 2 'metadata.' is unknown"),
                arguments("prompt,\nx,y\n", "column 2 "),
                arguments("prompt,name,prompt\nx,y,z\n", "column 3 'prompt' is there more than once"),
                arguments("prompt,metadata.a,metadata.a\nx,y,z\n", "column 3 'metadata.a' is there more than once"),
                arguments("prompt,\"name\nx,y\n", "never closed"));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void refusesTheWholeFileForItsHeader(String text, String message) throws IOException {
        PromptLine line = Prompts.only(PromptFormat.CSV, text);

        Refusal refusal = ((PromptLine.Refused) line).refusal();
        assertThat(refusal.wholeFile()).isTrue();
        assertThat(refusal.problems()).extracting(FieldProblem::field).containsOnly("header");
        assertThat(refusal.reason()).contains(message).doesNotContain("SECRET");
    }

    @Test
    void namesTheAllowedColumns() throws IOException {
        assertThat(Prompts.problems(PromptFormat.CSV, "prompt,size,width\n"))
                .hasSize(2)
                .allSatisfy(
                        problem -> assertThat(problem.message())
                                .contains(
                                        "Allowed are prompt, num_images, aspect_ratio, output_format, model,"
                                                + " limit_generations, image_urls, image_ids, id, name, sink, and, for metadata, metadata.<key>"));
    }

    static Stream<Arguments> rows() {
        return Stream.of(
                arguments(",1", "prompt", "missing"),
                arguments("\"\",", "prompt", "missing"),
                arguments("a fox,three", "num_images", "whole number of 1 or more, found the text 'three'"),
                arguments("a fox,2.0", "num_images", "found the text '2.0'"),
                arguments("a fox,0", "num_images", "found the number 0"),
                arguments("a fox," + SECRET, "num_images", "found the text (24 characters)"),
                arguments("a fox,1,yes", "limit_generations", "true or false, found the text 'yes'"),
                arguments("a fox,1,true,a/b", "image_ids", "letters, digits"),
                arguments("a fox,1,true,|", "image_ids", "expected 1 to 20 images"),
                arguments("a fox,1,true,a," + SECRET, "line", "has 5 cells, the header has 4 columns"),
                arguments("a \"red\" fox,1", "line", "stands inside a cell"),
                arguments("\"a fox\" x,1", "line", "stands inside a cell"),
                arguments("\"a fox\" \"b\",1", "line", "stands inside a cell"),
                arguments("a fox,1\ra hare,2", "line", "carriage return"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void refusesARowAndGoesOn(String row, String field, String message) throws IOException {
        List<PromptLine> lines =
                Prompts.read(PromptFormat.CSV, "prompt,num_images,limit_generations,image_ids\n" + row + "\nnext,1\n");

        assertThat(Prompts.problems(lines.get(0))).singleElement().satisfies(problem -> {
            assertThat(problem.field()).isEqualTo(field);
            assertThat(problem.message()).contains(message).doesNotContain("SECRET");
        });
        assertThat(Prompts.message(lines.get(1)).request().prompt()).isEqualTo("next");
    }

    @Test
    void refusesAQuoteThatIsNeverClosedAtTheLineWhereItsRowBegins() throws IOException {
        List<PromptLine> lines = Prompts.read(PromptFormat.CSV, "prompt\none\n\"two\nthree\nfour\n");

        assertThat(lines).extracting(PromptLine::number).containsExactly(2L, 3L);
        assertThat(Prompts.problems(lines.get(1)).get(0).message()).contains("never closed");
    }

    @Test
    void goesOnBehindARowThatIsNotUtf8() throws IOException {
        List<PromptLine> lines =
                Prompts.read(PromptFormat.CSV, "prompt\nschön\nnext\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(Prompts.problems(lines.get(0)).get(0).message()).contains("line 2, byte 11");
        assertThat(Prompts.message(lines.get(1)).request().prompt()).isEqualTo("next");
    }

    @Test
    void tellsEqualRowsBelowDifferentHeadersApart() throws IOException {
        String first = Prompts.only(PromptFormat.CSV, "prompt,id\na,b\n").sha256();

        assertThat(Prompts.only(PromptFormat.CSV, "prompt,id\r\na,b").sha256()).isEqualTo(first);
        assertThat(Prompts.only(PromptFormat.CSV, "id,prompt\na,b\n").sha256()).isNotEqualTo(first);
    }

    @Test
    void readsBackWhateverWasWritten() throws IOException {
        Random random = new Random(17);
        for (int round = 0; round < 60; round++) {
            List<String> prompts = new ArrayList<>();
            StringBuilder csv = new StringBuilder("prompt,metadata.other\n");
            for (int row = 0; row < 10; row++) {
                String prompt = "p" + RandomTexts.next(random) + "q";
                prompts.add(prompt);
                csv.append(quoted(prompt)).append(',').append(quoted(RandomTexts.next(random)));
                csv.append(random.nextBoolean() ? "\n" : "\r\n");
            }

            assertThat(Prompts.read(PromptFormat.CSV, csv.toString()))
                    .extracting(line -> Prompts.message(line).request().prompt())
                    .isEqualTo(prompts);
        }
    }

    private static String quoted(String cell) {
        return '"' + cell.replace("\"", "\"\"") + '"';
    }
}
