package com.neuroflash.camel.delivery;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.api.GenerationRequest;
import com.neuroflash.camel.api.HistoryEntry;
import com.neuroflash.camel.billing.Account;
import com.neuroflash.camel.billing.FrozenRequest;
import com.neuroflash.camel.billing.Identity;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is told about an image in the JSON object beside it. Its bytes are a pure function of these values, so that a
 * resumed delivery writes the same.
 *
 * @param request as it was sent, defaults filled in
 * @param entry the image in the history
 * @param image its verified bytes
 * @param batch what came of the request
 * @param sender who asked for it
 * @param simulated whether the built-in simulator made it
 * @param intent the ledger's key of the request; told as {@link Identity#asId()}
 * @param account who paid; with it the request's fingerprint F is told, so that a lost ledger can be rebuilt
 */
public record Sidecar(
        GenerationRequest request,
        HistoryEntry entry,
        VerifiedImage image,
        Batch batch,
        Sender sender,
        boolean simulated,
        Optional<Identity> intent,
        Optional<Account> account) {
    /** Checks that nothing is null. */
    public Sidecar {
        requireNonNull(request, "request is null");
        requireNonNull(entry, "entry is null");
        requireNonNull(image, "image is null");
        requireNonNull(batch, "batch is null");
        requireNonNull(sender, "sender is null");
        requireNonNull(intent, "intent is null");
        requireNonNull(account, "account is null");
    }

    /**
     * What came of a request.
     *
     * @param index which of its images this is
     * @param count how many images came
     * @param batchId the answer's, for a history that shows none
     * @param detail the answer's warning
     */
    public record Batch(int index, int count, Optional<String> batchId, Optional<String> detail) {
        /** Checks that nothing is null. */
        public Batch {
            requireNonNull(batchId, "batchId is null");
            requireNonNull(detail, "detail is null");
        }
    }

    /**
     * Who asked, and where.
     *
     * @param id the sender's own id of the request
     * @param name the sender's wish for the object's name
     * @param metadata the sender's
     * @param file the name of the prompt file
     * @param line the request's line in it
     */
    public record Sender(
            Optional<String> id,
            Optional<String> name,
            Map<String, String> metadata,
            Optional<String> file,
            Optional<Integer> line) {
        /** Checks that nothing is null and sorts the metadata. */
        public Sender {
            requireNonNull(id, "id is null");
            requireNonNull(name, "name is null");
            metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
            requireNonNull(file, "file is null");
            requireNonNull(line, "line is null");
        }

        /** Names no metadata: it is the sender's own. */
        @Override
        public String toString() {
            return "Sender[" + metadata.size() + " metadata]";
        }
    }

    /** UTF-8 JSON that ends with a line feed; fields without a value are left out. */
    public byte[] toBytes() {
        return CanonicalJson.bytesOf(fields());
    }

    /** Names no prompt: prompts never reach a log. */
    @Override
    public String toString() {
        return "Sidecar[" + entry.outputImageId() + "]";
    }

    private Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("simulated", simulated);
        fields.put("operation", request.isEdit() ? "edit" : "generate");
        fields.put("prompt", request.prompt());
        put(fields, "model", entry.model().or(request::model));
        fields.put("image_id", entry.outputImageId());
        put(fields, "batch_id", entry.batchId().or(batch::batchId));
        fields.put("index", batch.index());
        fields.put("count", batch.count());
        if (batch.count() < request.numImages().orElse(1)) {
            fields.put("short_batch", true);
        }
        put(fields, "detail", batch.detail());
        put(fields, "created_at", entry.createdAt().map(String::valueOf));
        fields.put("image", imageFields());
        fields.put("requested", requestedFields());
        fields.put("history_parameters", CanonicalJson.sorted(entry.parameters()));
        putFilled(fields, "sender", senderFields());
        putFilled(fields, "source", sourceFields());
        put(fields, "intent", intent.map(Identity::asId));
        put(fields, "fingerprint", account.map(payer -> new FrozenRequest(payer, request)
                .fingerprint()
                .value()));
        putFilled(fields, "account", accountFields());
        return fields;
    }

    private Map<String, Object> imageFields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("content_type", image.format().contentType());
        fields.put("width", image.width());
        fields.put("height", image.height());
        fields.put("length", image.length());
        fields.put("sha256", image.sha256());
        return fields;
    }

    private Map<String, Object> requestedFields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        put(fields, "num_images", request.numImages());
        put(fields, "aspect_ratio", request.aspectRatio());
        put(fields, "output_format", request.outputFormat());
        put(fields, "model", request.model());
        put(fields, "limit_generations", request.limitGenerations());
        if (request.isEdit()) {
            fields.put("image_urls", request.imageUrls());
        }
        return fields;
    }

    private Map<String, Object> senderFields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        put(fields, "id", sender.id());
        put(fields, "name", sender.name());
        putFilled(fields, "metadata", sender.metadata());
        return fields;
    }

    private Map<String, Object> sourceFields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        put(fields, "file", sender.file());
        put(fields, "line", sender.line());
        return fields;
    }

    private Map<String, Object> accountFields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        put(fields, "host", account.map(Account::host));
        put(fields, "workspace_id", account.map(Account::workspaceId));
        return fields;
    }

    private static void put(Map<String, Object> fields, String name, Optional<?> value) {
        value.ifPresent(present -> fields.put(name, present));
    }

    private static void putFilled(Map<String, Object> fields, String name, Map<String, ?> value) {
        if (!value.isEmpty()) {
            fields.put(name, value);
        }
    }
}
