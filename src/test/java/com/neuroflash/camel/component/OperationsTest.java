package com.neuroflash.camel.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.neuroflash.camel.api.Generation;
import com.neuroflash.camel.api.GenerationRequest;
import com.neuroflash.camel.api.HistoryEntry;
import com.neuroflash.camel.api.HistoryQuery;
import com.neuroflash.camel.api.Model;
import com.neuroflash.camel.api.RejectedException;
import com.neuroflash.camel.api.ViewedImage;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperationsTest {
    private ApiServer server;
    private Component component;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws Exception {
        server = ApiServer.start();
        component = Component.of(server);
    }

    @AfterEach
    void stop() {
        component.close();
        server.close();
    }

    @Test
    void generatesAsTheSeedSays() {
        server.answering(200, ApiServer.GENERATION);

        Generation generation = component.client().generate(GenerationRequest.of("a cat"));

        ApiServer.Received request = server.only();
        assertThat(request.method() + " " + request.uri()).isEqualTo("POST /api/ds-prototypes/");
        assertThat(request.header("Authorization")).isEqualTo("Bearer " + Component.TOKEN);
        assertThat(request.header("X-workspace-id")).isEqualTo("workspace-1");
        assertThat(request.header("Content-type")).startsWith("application/json");
        assertThat(request.body()).isEqualTo("{\"prompt\":\"a cat\"}");
        assertThat(generation.batchId()).contains("b1");
        assertThat(generation.images().get(0).imageId()).contains("i1");
        assertThat(generation.images().get(0).width()).isEmpty();
    }

    @Test
    void packsAGenerationIntoTheMessageAndNothingElseOfTheServer() throws Exception {
        server.answering(200, ApiServer.GENERATION);

        Exchange exchange = component.send(
                "neuroflash:generate", "a cat", Map.of("mine", "stays", NeuroflashConstants.BATCH_ID, "stale"));

        Map<String, Object> headers = exchange.getMessage().getHeaders();
        assertThat(exchange.getMessage().getBody()).isInstanceOf(Generation.class);
        assertThat(headers)
                .containsOnlyKeys(
                        "mine",
                        NeuroflashConstants.BATCH_ID,
                        NeuroflashConstants.DETAIL,
                        NeuroflashConstants.SERVER_DATE)
                .containsEntry(NeuroflashConstants.BATCH_ID, "b1")
                .containsEntry(NeuroflashConstants.DETAIL, "only one left");
        assertThat((Long) headers.get(NeuroflashConstants.SERVER_DATE))
                .isCloseTo(Instant.now().toEpochMilli(), Offset.offset(60_000L));
    }

    @Test
    void removesAStaleBatchIdWhenTheServerNamesNone() throws Exception {
        server.answering(200, "{\"images\": [{\"url\": \"/x\"}], \"batch_id\": null, \"detail\": {}}");

        Exchange exchange =
                component.send("neuroflash:generate", "a cat", Map.of(NeuroflashConstants.BATCH_ID, "stale"));

        assertThat(exchange.getMessage().getHeaders())
                .doesNotContainKeys(NeuroflashConstants.BATCH_ID, NeuroflashConstants.DETAIL);
    }

    @Test
    void editsWithRelativePathsWhateverTheReferencesWere() {
        server.answering(200, ApiServer.GENERATION);
        GenerationRequest request = GenerationRequest.of("hat")
                .withImageUrls(List.of(
                        "i1", "/api/ds-prototypes/image_generation/i2/view", server.origin() + "/other/i3/view"));

        component.client().edit(request);

        assertThat(server.only().uri()).isEqualTo("/api/ds-prototypes/edit");
        assertThat(server.only().body())
                .contains("\"image_urls\":[\"/api/ds-prototypes/image_generation/i1/view\","
                        + "\"/api/ds-prototypes/image_generation/i2/view\",\"/other/i3/view\"]");
    }

    @Test
    void refusesAnEditOfAForeignImageBeforeAnythingIsSent() {
        GenerationRequest request = GenerationRequest.of("hat").withImageUrls(List.of("https://evil.test/x.png"));

        assertThatThrownBy(() -> component.client().edit(request))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("another host")
                .hasMessageContaining(server.origin());
        assertThat(server.received()).isEmpty();
    }

    @Test
    void refusesToConfuseGenerateAndEdit() {
        GenerationRequest edit = GenerationRequest.of("hat").withImageUrls(List.of("i1"));

        assertThatThrownBy(() -> component.client().generate(edit)).isInstanceOf(RejectedException.class);
        assertThatThrownBy(() -> component.client().edit(GenerationRequest.of("hat")))
                .isInstanceOf(RejectedException.class);
        assertThat(server.received()).isEmpty();
    }

    @Test
    void listsModels() throws Exception {
        server.answering(200, "[" + ApiServer.MODEL + "]");

        Exchange exchange = component.send("neuroflash:models", null, Map.of());

        assertThat(server.only().uri()).isEqualTo("/api/ds-prototypes/models");
        assertThat(exchange.getMessage().getBody())
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(1);
        assertThat(component.client().models()).extracting(Model::id).containsExactly("nano-banana-2");
    }

    @Test
    void listsTheHistoryWithFilterAndPage() throws Exception {
        server.answering(200, "[" + ApiServer.ENTRY + "]");

        component.send(
                "neuroflash:history",
                null,
                Map.of(
                        NeuroflashConstants.MODEL,
                        "a&b=c {{x}} ü",
                        NeuroflashConstants.LIMIT,
                        "5",
                        NeuroflashConstants.OFFSET,
                        10));

        assertThat(server.only().uri())
                .isEqualTo("/api/ds-prototypes/history?limit=5&offset=10&model=a%26b%3Dc+%7B%7Bx%7D%7D+%C3%BC");
        assertThat(component.client().history(HistoryQuery.firstPage()))
                .extracting(HistoryEntry::outputImageId)
                .containsExactly("i1");
    }

    @Test
    void readsADateWithoutZoneAsUtc() {
        server.answering(200, ApiServer.ENTRY.replace("10:30:00Z", "10:30:00.5"));

        assertThat(component.client().generation("i1").flatMap(HistoryEntry::createdAt))
                .contains(Instant.parse("2024-01-15T10:30:00.5Z"));
    }

    @Test
    void refusesAPageThatTheServerWouldRefuse() {
        assertThatThrownBy(() -> component.send("neuroflash:history", null, Map.of(NeuroflashConstants.LIMIT, 1001)))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("1 to 1000");
        assertThat(server.received()).isEmpty();
    }

    @Test
    void findsOneGeneration() throws Exception {
        server.answering(200, ApiServer.ENTRY);

        Exchange exchange = component.send("neuroflash:generation", "i1", Map.of());

        assertThat(server.only().uri()).isEqualTo("/api/ds-prototypes/history/i1");
        assertThat(exchange.getMessage().getBody(HistoryEntry.class).batchId()).contains("b1");
    }

    @Test
    void saysWhenTheHistoryDoesNotShowAnImageYet() {
        server.answering(404, "{\"detail\": \"not found\"}");

        assertThat(component.client().generation("i1")).isEqualTo(Optional.empty());
        assertThatThrownBy(() -> component.send("neuroflash:generation", "i1", Map.of()))
                .isInstanceOfSatisfying(
                        RejectedException.class, e -> assertThat(e.status()).hasValue(404));
    }

    @Test
    void deletesAndLeavesTheBody() throws Exception {
        server.answering(200, "{}");

        Exchange exchange = component.send("neuroflash:delete", "kept", Map.of(NeuroflashConstants.IMAGE_ID, "i1"));

        assertThat(server.only().method() + " " + server.only().uri())
                .isEqualTo("DELETE /api/ds-prototypes/history/i1");
        assertThat(exchange.getMessage().getBody()).isEqualTo("kept");
    }

    @Test
    void refusesImageIdsThatWouldChangeThePath() {
        for (String id :
                List.of("../models", "a/b", "..", ".", "a%2Fb", "a?b", "a b", "", "ü", "a\nb", "i".repeat(201))) {
            assertThatThrownBy(() -> component.client().generation(id)).isInstanceOf(RejectedException.class);
            assertThatThrownBy(() -> component.client().delete(id)).isInstanceOf(RejectedException.class);
        }
        assertThat(server.received()).isEmpty();
    }

    @Test
    void viewsIntoTheFileThatIsNamed() throws Exception {
        server.answering(ApiServer.bytes("image/PNG; charset=x", new byte[] {1, 2, 3}));
        Path target = folder.resolve("below/image.png");

        Exchange exchange = component.send("neuroflash:view", "i1", Map.of(NeuroflashConstants.TARGET_FILE, target));

        assertThat(server.only().uri()).isEqualTo("/api/ds-prototypes/image_generation/i1/view");
        assertThat(exchange.getMessage().getBody()).isEqualTo(target.toFile());
        assertThat(exchange.getMessage().getHeader(NeuroflashConstants.CONTENT_TYPE))
                .isEqualTo("image/png");
        assertThat(exchange.getMessage().getHeader(NeuroflashConstants.CONTENT_LENGTH))
                .isEqualTo(3L);
        assertThat(target).hasBinaryContent(new byte[] {1, 2, 3});
        assertThat(target.getParent()).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void viewsAHistoryEntryIntoTheWorkDirectory() throws Exception {
        component.options().setWorkDirectory(folder.resolve("work").toString());
        server.answering(200, ApiServer.ENTRY.replace("/i1/view", "/i1/view?size=full"));
        HistoryEntry entry = component.client().generation("i1").orElseThrow();
        server.answering(ApiServer.bytes("image/png", new byte[] {1}));

        Exchange exchange = component.send("neuroflash:view", entry, Map.of());

        assertThat(server.received().get(1).uri()).isEqualTo("/api/ds-prototypes/image_generation/i1/view?size=full");
        assertThat(exchange.getMessage().getBody(File.class).getParentFile())
                .isEqualTo(folder.resolve("work").toFile());
        assertThat(exchange.getMessage().getBody(File.class)).hasSize(1);
    }

    @Test
    void takesNoTargetFromAText() {
        assertThatThrownBy(() -> component.send(
                        "neuroflash:view", "i1", Map.of(NeuroflashConstants.TARGET_FILE, "/tmp/somewhere")))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("java.nio.file.Path");
        assertThat(server.received()).isEmpty();
    }

    @Test
    void replacesAFileThatIsThere() throws Exception {
        server.answering(ApiServer.bytes("image/png", new byte[] {1}));
        Path target = Files.write(folder.resolve("image.png"), new byte[] {9, 9});

        ViewedImage image = component.client().view("i1", target);

        assertThat(image).isEqualTo(new ViewedImage(target, Optional.of("image/png"), 1));
        assertThat(target).hasBinaryContent(new byte[] {1});
    }
}
