package com.neuroflash.camel.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.neuroflash.camel.prompt.PromptFormat;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageFormatTest {
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a lighthouse", "[1, 2]", "two\nlines {\"prompt\": 1}", "\uFEFFa mug"})
    void takesForAText(String body) {
        assertThat(format(body)).isEqualTo(PromptFormat.TXT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"prompt\": \"a\"}",
                "\uFEFF{\"prompt\": \"a\"}\n",
                "{\n  \"prompt\": \"a\"\n}\n",
                "{\"prompt\": \"a\",\n\"num_images\": 2}",
                "{broken",
                "{\"prompt\": \"brace {\n\"}"
            })
    void takesForOneObject(String body) {
        assertThat(format(body)).isEqualTo(PromptFormat.JSON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"prompt\": \"a\"}\n{\"prompt\": \"b\"}",
                "\n {\"prompt\": \"a\"}\r\n\r\n{\"prompt\": \"b\"}\n",
                "{\"prompt\": \"a\", \"metadata\": {\"x\": \"{\"}}\n{broken",
                "{\"a\": 1}\nno object"
            })
    void takesForAnObjectALine(String body) {
        assertThat(format(body)).isEqualTo(PromptFormat.JSONL);
    }

    private static PromptFormat format(String body) {
        return MessageFormat.of(body.getBytes(StandardCharsets.UTF_8));
    }
}
