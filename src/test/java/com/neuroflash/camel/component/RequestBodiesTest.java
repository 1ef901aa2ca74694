package com.neuroflash.camel.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.neuroflash.camel.api.GenerationRequest;
import com.neuroflash.camel.api.RejectedException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RequestBodiesTest {
    private static final String JSON = "{\"prompt\": \"a cat\", \"num_images\": 2, \"limit_generations\": false}";
    private static final String SENT = "{\"prompt\":\"a cat\",\"num_images\":2,\"limit_generations\":false}";

    private ApiServer server;
    private Component component;

    @BeforeEach
    void start() throws Exception {
        server = ApiServer.start().answering(200, ApiServer.GENERATION);
        component = Component.of(server);
    }

    @AfterEach
    void stop() {
        component.close();
        server.close();
    }

    @Test
    void takesJsonInEveryShape() throws Exception {
        byte[] bytes = ("\uFEFF" + JSON).getBytes(StandardCharsets.UTF_8);

        component.send("neuroflash:generate", JSON, Map.of());
        component.send("neuroflash:generate", bytes, Map.of());
        component.send("neuroflash:generate", new ByteArrayInputStream(bytes), Map.of());
        component.send(
                "neuroflash:generate",
                Map.of("prompt", "a cat", "num_images", 2, "limit_generations", false),
                Map.of());

        assertThat(server.received()).hasSize(4).allSatisfy(request -> assertThat(request.body())
                .isEqualTo(SENT));
    }

    @Test
    void takesARecordAndPlainText() throws Exception {
        component.send("neuroflash:generate", GenerationRequest.of("${env:HOME} {{x}}"), Map.of());
        component.send("neuroflash:generate", "{curly} äöü 猫", Map.of());
        component.send("neuroflash:generate", "猫".getBytes(StandardCharsets.UTF_8), Map.of());

        assertThat(server.received())
                .extracting(ApiServer.Received::body)
                .containsExactly(
                        "{\"prompt\":\"${env:HOME} {{x}}\"}", "{\"prompt\":\"{curly} äöü 猫\"}", "{\"prompt\":\"猫\"}");
    }

    @Test
    void takesImagesOfAnEditFromJson() throws Exception {
        component.send("neuroflash:edit", "{\"prompt\": \"hat\", \"image_urls\": [\"i1\"]}", Map.of());

        assertThat(server.only().body()).contains("\"image_urls\":[\"/api/ds-prototypes/image_generation/i1/view\"]");
    }

    @Test
    void prefersHeaderToBodyAndBodyToEndpoint() throws Exception {
        component.send(
                "neuroflash:generate?model=endpoint&outputFormat=png&numImages=1&aspectRatio=1:1",
                "{\"prompt\": \"a cat\", \"model\": \"body\", \"num_images\": 2}",
                Map.of(NeuroflashConstants.MODEL, "header", NeuroflashConstants.LIMIT_GENERATIONS, "true"));

        assertThat(server.only().body())
                .isEqualTo("{\"prompt\":\"a cat\",\"num_images\":2,\"aspect_ratio\":\"1:1\",\"output_format\":\"png\","
                        + "\"model\":\"header\",\"limit_generations\":true}");
    }

    @Test
    void leavesRequestsOfJavaCodeAsTheyAre() {
        component.options().setModel("default");

        component.client().generate(GenerationRequest.of("a cat"));

        assertThat(server.only().body()).isEqualTo("{\"prompt\":\"a cat\"}");
    }

    @Test
    void refusesWhatCantBeMeantBeforeAnythingIsSent() {
        List<Object> bodies = List.of(
                "{\"prompt\": \"private words\", \"num_image\": 2}",
                "{\"prompt\": \"private words\"",
                "{\"prompt\": \"private words\"} trailing",
                "{\"prompt\": 5}",
                "{\"prompt\": \"private words\", \"num_images\": 1.5}",
                "{\"prompt\": \"private words\", \"num_images\": \"private words\"}",
                "{\"prompt\": \"private words\", \"prompt\": \"other\"}",
                "{}",
                "   ",
                new byte[] {(byte) 0xff, (byte) 0xfe, 0x41},
                Map.of("prompt", "private words", "image_urls", "i1"),
                new Object());

        for (Object body : bodies) {
            assertThatThrownBy(() -> component.send("neuroflash:generate", body, Map.of()))
                    .isInstanceOf(RejectedException.class)
                    .hasMessageStartingWith("generate: ")
                    .hasMessageNotContaining("private words")
                    .hasNoCause();
        }
        assertThatThrownBy(() -> component.send("neuroflash:generate", null, Map.of()))
                .isInstanceOf(RejectedException.class);
        assertThatThrownBy(() -> component.send("neuroflash:edit", "plain", Map.of()))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("image_urls");
        assertThatThrownBy(() ->
                        component.send("neuroflash:generate", "a cat", Map.of(NeuroflashConstants.NUM_IMAGES, "many")))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining(NeuroflashConstants.NUM_IMAGES);
        assertThat(server.received()).isEmpty();
    }

    @Test
    void namesTheAllowedFieldsWhenOneIsUnknown() {
        assertThatThrownBy(() -> component.send("neuroflash:generate", Map.of("prompt", "x", "size", 1), Map.of()))
                .hasMessageContaining("num_images, aspect_ratio");
    }
}
