package com.neuroflash.camel.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerMessageTest {
    private static final String PROMPT = "A very private prompt, with \"quotes\" and a secret recipe";

    @Test
    void readsEveryDocumentedBody() {
        assertThat(read("{\"error\": \"Plan too small\", \"code\": \"plan_limit\"}"))
                .isEqualTo("Plan too small; plan_limit");
        assertThat(
                        read(
                                "{\"errors\": [{\"field\": \"model\", \"message\": \"unknown\", \"type\": \"enum\", \"x\": \"y\"}]}"))
                .isEqualTo("model: unknown (enum)");
        assertThat(read("{\"detail\": \"Not here\"}")).isEqualTo("Not here");
        assertThat(read("{\"error\": \"invalid_client\", \"error_description\": \"no such client\"}"))
                .isEqualTo("invalid_client; no such client");
    }

    @Test
    void repeatsOnlyPlaceWordsAndKindOfADetail() {
        String body = """
                {"detail": [{"loc": ["body", "num_images", 0], "msg": "too many", "type": "value_error",
                             "input": "echo of everything", "ctx": {"given": "echo"}},
                            {"loc": ["body", "prompt"], "msg": "missing", "type": "missing"}]}
                """;

        assertThat(read(body)).isEqualTo("body.num_images.0: too many (value_error); body.prompt: missing (missing)");
    }

    @Test
    void showsTheFirstWordsOfAPage() {
        String page = "<html><head><title>t</title></head><body><script>x()</script><h1>502 Bad\n Gateway</h1>"
                + "<p>nginx &amp; co</p>" + "z".repeat(500) + "</body></html>";

        assertThat(read(page)).startsWith("502 Bad Gateway nginx & co zzz").hasSize(200);
    }

    @Test
    void saysNothingOfAnEmptyBody() {
        assertThat(read("")).isEmpty();
        assertThat(read("{}")).isEmpty();
        assertThat(read("{\"detail\": null, \"errors\": [null, 5]}")).isEmpty();
    }

    @Test
    void neverRepeatsThePrompt() {
        String escaped = PROMPT.replace("\"", "\\\"");

        assertThat(read("{\"detail\": \"refused: " + escaped + "\"}")).isEqualTo("refused: [prompt]");
        assertThat(read("{\"detail\": \"refused: " + escaped.toUpperCase() + "\"}"))
                .isEqualTo("refused: [prompt]");
        assertThat(read("{\"detail\": \"refused: " + escaped.substring(0, 30) + "...\"}"))
                .contains("withheld")
                .doesNotContain("private");
        assertThat(read("<p>" + "x ".repeat(80) + PROMPT.replace("\"", "&quot;") + "</p>"))
                .doesNotContain("very private");
        assertThat(read("<p>" + PROMPT.replace(" ", "<br/>") + "</p>")).doesNotContain("private");
    }

    @Test
    void neverRepeatsASecret() {
        assertThat(read("{\"error\": \"Bearer tok-123 expired\"}")).isEqualTo("Bearer [secret] expired");
    }

    @Test
    void leavesWordsThatMerelyHoldAShortPrompt() {
        Redaction redaction = new Redaction("a", List.of());

        assertThat(redaction.apply("invalid value a")).isEqualTo("invalid value [prompt]");
    }

    @Test
    void keepsTheLogFreeOfLineBreaks() {
        assertThat(read("{\"detail\": \"one\\r\\ntwo\\u2028three\\u0007\"}")).isEqualTo("one two three");
    }

    private static String read(String body) {
        return ServerMessage.read(body.getBytes(StandardCharsets.UTF_8), new Redaction(PROMPT, List.of("tok-123", "")));
    }
}
