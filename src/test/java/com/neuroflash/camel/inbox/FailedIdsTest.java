package com.neuroflash.camel.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.neuroflash.camel.prompt.PromptLine;
import com.neuroflash.camel.prompt.PromptMessage;
import com.neuroflash.camel.prompt.RawRecords;
import com.neuroflash.camel.source.LineFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailedIdsTest extends InboxTest {
    private static final String ONE = intent(1);
    private static final String TWO = intent(2);

    @Test
    void putsTheIntentFirstIntoAnObjectWithoutId() throws IOException {
        String text =
                "{\"prompt\":\"a\"}\n  {  \"metadata\" : {\"id\":\"x\"}, \"prompt\":\"b\"}\r\n{\"prompt\":\"c\"}\n";

        fail("a.jsonl", text, known(1), known(2), failure(3));

        assertThat(failed("a.jsonl"))
                .isEqualTo("{\"id\":\"" + ONE + "\",\"prompt\":\"a\"}\n  {\"id\":\"" + TWO
                        + "\",  \"metadata\" : {\"id\":\"x\"}, \"prompt\":\"b\"}\r\n{\"prompt\":\"c\"}\n");
        assertThat(errors("a.jsonl").get(1).get("intent").asText()).isEqualTo(TWO);
    }

    @Test
    void leavesAnObjectThatHasItsSendersIdAsItIs() throws IOException {
        String text = "{\"prompt\":\"a\",\"id\":\"mine\"}\n{\"\\u0069d\" : \"mine\",\"prompt\":\"b\"}\n";

        fail("a.jsonl", text, known(1), known(2));

        assertThat(failed("a.jsonl")).isEqualTo(text);
    }

    @Test
    void putsTheIntentInThePlaceOfANull() throws IOException {
        fail("a.jsonl", "{\"name\":\"ü🦊\",\"id\" : null ,\"prompt\":\"a\"}", known(1));

        assertThat(failed("a.jsonl")).isEqualTo("{\"name\":\"ü🦊\",\"id\" : \"" + ONE + "\" ,\"prompt\":\"a\"}");
        assertThat(message(inFailed("a.jsonl")).id()).contains(ONE);
    }

    @Test
    void leavesWhatIsNoObjectAsItIs() throws IOException {
        String text = "not json\n[]\n{\"prompt\"\n{\"id\":3}\n\"\u00e9\n";

        fail("a.jsonl", text, known(1), known(2), known(3), known(4), known(5));

        assertThat(failed("a.jsonl")).isEqualTo(text);
    }

    @Test
    void fillsTheEmptyCellsOfAnIdColumn() throws IOException {
        String text = "\uFEFFprompt, id ,name\r\na,,x\r\n\"b\n,\",mine,\r\n c ,\" \n \", y\r\nd\r\ne, ,";

        fail("a.csv", text, known(2), known(3), known(5), known(7), known(8));

        assertThat(failed("a.csv"))
                .isEqualTo("\uFEFFprompt, id ,name\r\na," + TWO + ",x\r\n\"b\n,\",mine,\r\n c ," + intent(5)
                        + ", y\r\nd," + intent(7) + "\r\ne," + intent(8) + ",");
        assertThat(errors("a.csv").findValuesAsText("failed_line")).containsExactly("2", "3", "5", "6", "7");
        assertThat(read(inFailed("a.csv"))).extracting(PromptLine::number).containsExactly(2L, 3L, 5L, 6L, 7L);
    }

    @Test
    void putsAColumnInFrontWhereThereIsNone() throws IOException {
        fail("a.csv", "prompt,name\na,1\nb \"quote,1\n\"c\",3\nd\n", known(2), failure(3), known(4));

        assertThat(failed("a.csv"))
                .isEqualTo("id,prompt,name\n" + TWO + ",a,1\n,b \"quote,1\n" + intent(4) + ",\"c\",3\n");
    }

    @Test
    void leavesACsvWithoutIntentsAsItIs() throws IOException {
        fail("a.csv", "prompt,name\na,1\nb,1\n", failure(2), failure(3));

        assertThat(failed("a.csv")).isEqualTo("prompt,name\na,1\nb,1\n");
    }

    @Test
    void takesCarriageReturnsAtTheEndForPartOfTheLineEnd() throws IOException {
        fail("a.csv", "prompt,name,id\na\r\r\n", known(2));

        assertThat(failed("a.csv")).isEqualTo("prompt,name,id\na,," + TWO + "\r\r\n");
        assertThat(message(inFailed("a.csv")).id()).contains(TWO);
    }

    @Test
    void writesASingleObjectWithItsIntent() throws IOException {
        fail("a.json", "\uFEFF\n{\n  \"prompt\": \"a fox\"\n}\n", known(1));

        assertThat(failed("a.json")).isEqualTo("\uFEFF\n{\"id\":\"" + ONE + "\",\n  \"prompt\": \"a fox\"\n}\n");
        assertThat(names()).containsExactly(".failed/a.json", ".failed/a.json.error.json");
    }

    @Test
    void movesASingleObjectThatHasItsSendersId() throws IOException {
        fail("a.json", "{\"id\":\"mine\", \"prompt\": \"a fox\"}", known(1));

        assertThat(failed("a.json")).isEqualTo("{\"id\":\"mine\", \"prompt\": \"a fox\"}");
    }

    @Test
    void makesATextAnObjectThatHoldsItsIntent() throws IOException {
        drop("a.json", "{}");
        Path file = drop("a.TXT", "\uFEFF a \"red\"\r\nfox \\ 🦊 \n");
        PromptMessage before = message(file);

        finished.finish(file, FileOutcome.of(0, List.of(known(1))));

        assertThat(message(inFailed("a.json")).request()).isEqualTo(before.request());
        assertThat(message(inFailed("a.json")).id()).contains(ONE);
        assertThat(names()).containsExactly(".failed/a.json", ".failed/a.json.error.json", "a.json");
    }

    @Test
    void givesATextAnotherNameWhenThatOfItsObjectIsTaken() throws IOException {
        fail("a.json", "{}", failure(1));
        fail("a.txt", "a fox", known(1));

        assertThat(failed("a.json")).isEqualTo("{}");
        assertThat(message(inFailed("a-2.json")).id()).contains(ONE);
    }

    @Test
    void keepsALineReadableThatTheIdWouldMakeTooLong() throws IOException {
        String spaces = " ".repeat(RawRecords.MAX_LENGTH - 40);
        fail(
                "a.jsonl",
                "{\"prompt\":\"ü\",\"image_ids\":[\"x\"]" + spaces + "}\n{\"prompt\":\"b\"}\n",
                known(1),
                known(2));
        fail("a.csv", "name,prompt,id\n\" \n1\",\"a " + spaces + "\n\"\nx,b,\n", known(2), known(5));
        fail("b.csv", "prompt,name\na" + spaces + ",\"1\"\"\"\nb,\n", known(2), known(3));

        for (String name : List.of("a.jsonl", "a.csv", "b.csv")) {
            List<PromptLine> lines = read(inFailed(name));
            assertThat(lines).hasSize(2).allMatch(PromptLine.Parsed.class::isInstance);
            assertThat(errors(name).findValuesAsText("failed_line"))
                    .containsExactlyElementsOf(
                            lines.stream().map(line -> "" + line.number()).toList());
        }
        assertThat(message(inFailed("a.jsonl")).request().imageUrls()).containsExactly("x");
        assertThat(message(inFailed("a.csv")).id()).contains(TWO);
        assertThat(message(inFailed("a.csv")).name()).contains("1");
        assertThat(message(inFailed("b.csv")).name()).contains("1\"");
        assertThat(message(inFailed("b.csv")).id()).contains(TWO);
    }

    private void fail(String name, String text, LineFailure... failures) throws IOException {
        finished.finish(drop(name, text), FileOutcome.of(0, List.of(failures)));
    }

    private Path inFailed(String name) {
        return inbox.resolve(".failed").resolve(name);
    }

    private String failed(String name) throws IOException {
        return Files.readString(inFailed(name));
    }

    private static PromptMessage message(Path file) throws IOException {
        return ((PromptLine.Parsed) read(file).get(0)).message();
    }
}
