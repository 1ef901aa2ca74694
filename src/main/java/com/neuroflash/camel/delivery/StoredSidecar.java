package com.neuroflash.camel.delivery;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.neuroflash.camel.api.GenerationRequest;
import com.neuroflash.camel.billing.Account;
import com.neuroflash.camel.billing.FrozenRequest;
import com.neuroflash.camel.billing.Identity;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A sidecar as it was found in a sink.
 *
 * @param imageId the image's id
 * @param batchId its batch
 * @param index which of its request's images it is
 * @param count how many images came
 * @param createdAt when it was made, in server time
 * @param image its bytes' description
 * @param sender who asked for it
 * @param paid what a ledger can be rebuilt from; empty when the sidecar was written without a ledger
 * @param isIntact whether the told fingerprint is the request's: false when someone changed the sidecar
 */
public record StoredSidecar(
        String imageId,
        Optional<String> batchId,
        int index,
        int count,
        Optional<Instant> createdAt,
        Image image,
        Sidecar.Sender sender,
        Optional<Paid> paid,
        boolean isIntact) {
    /** No sidecar is longer: prompts have at most 32,000 characters. */
    public static final int LONGEST = 1024 * 1024;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Checks that nothing is null. */
    public StoredSidecar {
        requireNonNull(imageId, "imageId is null");
        requireNonNull(batchId, "batchId is null");
        requireNonNull(createdAt, "createdAt is null");
        requireNonNull(image, "image is null");
        requireNonNull(sender, "sender is null");
        requireNonNull(paid, "paid is null");
    }

    /**
     * The verified bytes.
     *
     * @param contentType their media type
     * @param width in pixels
     * @param height in pixels
     * @param length in bytes
     * @param sha256 in lower-case hexadecimal digits
     */
    public record Image(String contentType, int width, int height, long length, String sha256) {}

    /**
     * What was paid for.
     *
     * @param intent its key in the ledger
     * @param request what was sent, and who paid
     */
    public record Paid(Identity intent, FrozenRequest request) {}

    /** What {@link Sidecar#toBytes} wrote; empty when the bytes are something else. */
    public static Optional<StoredSidecar> parse(byte[] bytes) {
        try {
            return Optional.of(JSON.readTree(bytes))
                    .filter(StoredSidecar::isOurs)
                    .map(StoredSidecar::read);
        } catch (JsonProcessingException otherBytes) {
            return Optional.empty();
        } catch (IOException impossible) {
            throw new IllegalStateException("bytes in memory can't be read", impossible);
        } catch (IllegalArgumentException | DateTimeException otherValues) {
            return Optional.empty();
        }
    }

    /** Whether both are intact and tell of the same bytes, paid for by the same intent; the history may differ in them. */
    public boolean isOfSameImage(StoredSidecar other) {
        return isIntact
                && other.isIntact
                && paid.map(Paid::intent).equals(other.paid.map(Paid::intent))
                && imageId.equals(other.imageId)
                && image.sha256().equals(other.image.sha256());
    }

    /** Names no prompt: prompts never reach a log. */
    @Override
    public String toString() {
        return "StoredSidecar[" + imageId + "]";
    }

    private static boolean isOurs(JsonNode json) {
        return json.path("image_id").isTextual()
                && json.path("prompt").isTextual()
                && json.path("image").path("sha256").isTextual();
    }

    private static StoredSidecar read(JsonNode json) {
        JsonNode image = json.path("image");
        Optional<Paid> paid = paid(json);
        return new StoredSidecar(
                json.path("image_id").textValue(),
                text(json, "batch_id"),
                json.path("index").asInt(),
                json.path("count").asInt(1),
                text(json, "created_at").map(Instant::parse),
                new Image(
                        image.path("content_type").asText(),
                        image.path("width").asInt(),
                        image.path("height").asInt(),
                        image.path("length").asLong(),
                        image.path("sha256").textValue()),
                sender(json),
                paid,
                paid.map(told -> told.request().fingerprint().value()).equals(text(json, "fingerprint")));
    }

    private static Optional<Paid> paid(JsonNode json) {
        JsonNode account = json.path("account");
        Optional<String> host = text(account, "host");
        Optional<String> workspace = text(account, "workspace_id");
        Optional<Identity> intent = text(json, "intent").flatMap(Identity::resumed);
        if (host.isEmpty() || workspace.isEmpty() || intent.isEmpty()) {
            return Optional.empty();
        }
        Account payer = new Account(host.get(), workspace.get());
        return Optional.of(new Paid(intent.get(), new FrozenRequest(payer, request(json))));
    }

    private static GenerationRequest request(JsonNode json) {
        JsonNode requested = json.path("requested");
        List<String> imageUrls = new ArrayList<>();
        requested.path("image_urls").forEach(url -> imageUrls.add(url.asText()));
        return new GenerationRequest(
                json.path("prompt").textValue(),
                Optional.of(requested.path("num_images"))
                        .filter(JsonNode::isInt)
                        .map(JsonNode::intValue),
                text(requested, "aspect_ratio"),
                text(requested, "output_format"),
                text(requested, "model"),
                Optional.of(requested.path("limit_generations"))
                        .filter(JsonNode::isBoolean)
                        .map(JsonNode::booleanValue),
                imageUrls);
    }

    private static Sidecar.Sender sender(JsonNode json) {
        JsonNode sender = json.path("sender");
        JsonNode source = json.path("source");
        Map<String, String> metadata = new TreeMap<>();
        sender.path("metadata")
                .properties()
                .forEach(field -> metadata.put(field.getKey(), field.getValue().asText()));
        return new Sidecar.Sender(
                text(sender, "id"),
                text(sender, "name"),
                metadata,
                text(source, "file"),
                Optional.of(source.path("line")).filter(JsonNode::isInt).map(JsonNode::intValue));
    }

    private static Optional<String> text(JsonNode json, String field) {
        return Optional.ofNullable(json.path(field).textValue());
    }
}
