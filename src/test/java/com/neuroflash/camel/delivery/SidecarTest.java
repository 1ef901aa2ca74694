package com.neuroflash.camel.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.neuroflash.camel.api.GenerationRequest;
import com.neuroflash.camel.api.HistoryEntry;
import com.neuroflash.camel.billing.Account;
import com.neuroflash.camel.billing.FrozenRequest;
import com.neuroflash.camel.billing.Identity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SidecarTest {
    private static final String SHA = "ab".repeat(32);
    private static final Identity INTENT = Identity.ofSender("inbox", "order-17");
    private static final Account ACCOUNT = new Account("app.example.com", "workspace");
    private static final String EVERYTHING = """
        {
          "simulated" : true,
          "operation" : "generate",
          "prompt" : "a cat, süß ${env:HOME}",
          "model" : "nano-banana-2",
          "image_id" : "image-1",
          "batch_id" : "batch-1",
          "index" : 1,
          "count" : 2,
          "short_batch" : true,
          "detail" : "quota is low",
          "created_at" : "2024-01-15T10:30:00Z",
          "image" : {
            "content_type" : "image/png",
            "width" : 16,
            "height" : 9,
            "length" : 1234,
            "sha256" : "%s"
          },
          "requested" : {
            "num_images" : 4,
            "aspect_ratio" : "16:9"
          },
          "history_parameters" : {
            "aspect_ratio" : "16:9",
            "seed" : 7
          },
          "sender" : {
            "id" : "order-17",
            "name" : "cat",
            "metadata" : {
              "a" : "first",
              "z" : "last"
            }
          },
          "source" : {
            "file" : "prompts.jsonl",
            "line" : 12
          },
          "intent" : "intent-%s",
          "fingerprint" : "%s",
          "account" : {
            "host" : "app.example.com",
            "workspace_id" : "workspace"
          }
        }
        """;

    @Test
    void tellsEverythingAboutAnImage() {
        Sidecar sidecar = new Sidecar(
                request(Optional.of(4), List.of()),
                entry(Map.of("seed", 7, "aspect_ratio", "16:9")),
                image("anywhere.png"),
                new Sidecar.Batch(1, 2, Optional.of("of-the-answer"), Optional.of("quota is low")),
                new Sidecar.Sender(
                        Optional.of("order-17"),
                        Optional.of("cat"),
                        Map.of("z", "last", "a", "first"),
                        Optional.of("prompts.jsonl"),
                        Optional.of(12)),
                true,
                Optional.of(INTENT),
                Optional.of(ACCOUNT));

        String fingerprint =
                new FrozenRequest(ACCOUNT, sidecar.request()).fingerprint().value();
        assertThat(new String(sidecar.toBytes(), StandardCharsets.UTF_8))
                .isEqualTo(EVERYTHING.formatted(SHA, INTENT, fingerprint));
    }

    @Test
    void leavesOutWhatIsNotKnown() throws IOException {
        JsonNode json = json(sidecar(request(Optional.empty(), List.of()), entry(Map.of()), "a.png"));

        assertThat(json.fieldNames())
                .toIterable()
                .doesNotContain("short_batch", "detail", "sender", "source", "intent", "fingerprint", "account");
        assertThat(json.get("simulated").booleanValue()).isFalse();
    }

    @Test
    void marksAnEditWithItsSources() throws IOException {
        JsonNode json = json(sidecar(request(Optional.of(1), List.of("/view/1")), entry(Map.of()), "a.png"));

        assertThat(json.get("operation").textValue()).isEqualTo("edit");
        assertThat(json.get("requested").get("image_urls").get(0).textValue()).isEqualTo("/view/1");
        assertThat(json.has("short_batch")).isFalse();
    }

    @Test
    void isTheSameWhereverTheFileIsAndInWhateverOrderTheHistoryAnswers() {
        Map<String, Object> nested = new LinkedHashMap<>();
        nested.put("b", null);
        nested.put("a", List.of(Map.of("y", 1, "x", 2)));
        Map<String, Object> first = new LinkedHashMap<>();
        first.put("seed", 7);
        first.put("nested", nested);
        Map<String, Object> second = new LinkedHashMap<>();
        second.put("nested", new LinkedHashMap<>(nested));
        second.put("seed", 7);

        byte[] one = sidecar(request(Optional.of(1), List.of()), entry(first), "a.png")
                .toBytes();
        byte[] other = sidecar(request(Optional.of(1), List.of()), entry(second), "b.png")
                .toBytes();

        assertThat(one).isEqualTo(other);
    }

    @Test
    void canBeReadBackForALedger() {
        Sidecar sidecar = new Sidecar(
                request(Optional.of(4), List.of("/view/1")),
                entry(Map.of()),
                image("a.png"),
                new Sidecar.Batch(1, 2, Optional.empty(), Optional.empty()),
                new Sidecar.Sender(
                        Optional.of("order-17"), Optional.empty(), Map.of("a", "b"), Optional.of("f"), Optional.of(3)),
                false,
                Optional.of(INTENT),
                Optional.of(ACCOUNT));

        StoredSidecar stored = StoredSidecar.parse(sidecar.toBytes()).orElseThrow();

        assertThat(stored.paid())
                .contains(new StoredSidecar.Paid(INTENT, new FrozenRequest(ACCOUNT, sidecar.request())));
        assertThat(stored.isIntact()).isTrue();
        assertThat(stored.sender()).isEqualTo(sidecar.sender());
        assertThat(stored.imageId()).isEqualTo("image-1");
        assertThat(stored.batchId()).contains("batch-1");
        assertThat(stored.createdAt()).contains(Instant.parse("2024-01-15T10:30:00Z"));
        assertThat(stored.image()).isEqualTo(new StoredSidecar.Image("image/png", 16, 9, 1234, SHA));
        assertThat(stored.toString()).doesNotContain("cat");
    }

    @Test
    void noticesWhenSomeoneChangedIt() {
        Sidecar sidecar = new Sidecar(
                request(Optional.of(4), List.of()),
                entry(Map.of()),
                image("a.png"),
                new Sidecar.Batch(1, 2, Optional.empty(), Optional.empty()),
                new Sidecar.Sender(Optional.empty(), Optional.empty(), Map.of(), Optional.empty(), Optional.empty()),
                false,
                Optional.of(INTENT),
                Optional.of(ACCOUNT));
        String changed = new String(sidecar.toBytes(), StandardCharsets.UTF_8).replace("a cat", "a dog");

        assertThat(StoredSidecar.parse(changed.getBytes(StandardCharsets.UTF_8))
                        .orElseThrow()
                        .isIntact())
                .isFalse();
    }

    @Test
    void isNotMistakenForOtherJson() {
        assertThat(StoredSidecar.parse("{\"image_id\":1}".getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
        assertThat(StoredSidecar.parse("no JSON".getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
        assertThat(StoredSidecar.parse(new byte[0])).isEmpty();
    }

    @Test
    void keepsPromptsOutOfText() {
        Sidecar sidecar = sidecar(request(Optional.of(1), List.of()), entry(Map.of()), "a.png");

        assertThat(sidecar.toString()).contains("image-1").doesNotContain("cat");
    }

    private static Sidecar sidecar(GenerationRequest request, HistoryEntry entry, String file) {
        return new Sidecar(
                request,
                entry,
                image(file),
                new Sidecar.Batch(0, 1, Optional.empty(), Optional.empty()),
                new Sidecar.Sender(Optional.empty(), Optional.empty(), Map.of(), Optional.empty(), Optional.empty()),
                false,
                Optional.empty(),
                Optional.empty());
    }

    private static GenerationRequest request(Optional<Integer> numImages, List<String> imageUrls) {
        return new GenerationRequest(
                "a cat, süß ${env:HOME}",
                numImages,
                Optional.of("16:9"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                imageUrls);
    }

    private static HistoryEntry entry(Map<String, Object> parameters) {
        return new HistoryEntry(
                "image-1",
                Optional.of("batch-1"),
                Optional.of(1L),
                Optional.of("workspace"),
                Optional.of("a cat"),
                Optional.of("nano-banana-2"),
                parameters,
                Optional.empty(),
                Optional.of("/view/image-1"),
                Optional.of(16),
                Optional.of(9),
                Optional.of(1234L),
                Optional.of(Instant.parse("2024-01-15T10:30:00Z")));
    }

    private static VerifiedImage image(String file) {
        return new VerifiedImage(Path.of(file), ImageFormat.PNG, 16, 9, 1234, SHA);
    }

    private static JsonNode json(Sidecar sidecar) throws IOException {
        return new ObjectMapper().readTree(sidecar.toBytes());
    }
}
