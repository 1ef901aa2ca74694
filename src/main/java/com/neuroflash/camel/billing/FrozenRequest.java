package com.neuroflash.camel.billing;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.api.GenerationDefaults;
import com.neuroflash.camel.api.GenerationRequest;
import com.neuroflash.camel.api.Model;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A request as it was at first sight, defaults filled in, with the account that pays: what every attempt of an intent
 * sends, however the configuration changes meanwhile.
 *
 * @param account whose history and quota
 * @param request what is sent
 */
public record FrozenRequest(Account account, GenerationRequest request) {
    /** Bounds a batch when the model's own maximum is not known. */
    public static final int UNKNOWN_MAX_IMAGES = 10;

    private static final int VERSION = 1;

    /** Checks that both are there. */
    public FrozenRequest {
        requireNonNull(account, "account is null");
        requireNonNull(request, "request is null");
    }

    /** Freezes {@code request} with what it leaves open taken from {@code defaults}. */
    public static FrozenRequest freeze(Account account, GenerationRequest request, GenerationDefaults defaults) {
        return new FrozenRequest(account, request.withDefaults(defaults));
    }

    /** The call it is for. */
    public Operation operation() {
        return Operation.of(request);
    }

    /** F. */
    public Fingerprint fingerprint() {
        return new Fingerprint(Sha256.of(encode()));
    }

    /** L, the scope of the barrier. */
    public Likeness likeness() {
        return Likeness.of(account, request.prompt());
    }

    /** How many images it may cost at most: {@code num_images} with {@code limit_generations}, else the model's maximum. */
    public int imageLimit(OptionalInt modelMaxImages) {
        int wished = request.numImages().orElse(1);
        if (request.limitGenerations().orElse(false) && request.numImages().isPresent()) {
            return wished;
        }
        return Math.max(wished, modelMaxImages.orElse(UNKNOWN_MAX_IMAGES));
    }

    /** The same by what the models allow. */
    public int imageLimit(List<Model> models) {
        return imageLimit(mostImages(models));
    }

    /** The most images a request of its model; of one that names none, of any model. */
    public OptionalInt mostImages(List<Model> models) {
        return models.stream()
                .filter(model -> request.model().map(model.id()::equals).orElse(true))
                .flatMap(model -> model.maxImages().stream())
                .mapToInt(Integer::intValue)
                .max();
    }

    /** The canonical JSON that is stored, and whose SHA-256 is F. */
    public String encode() {
        Map<String, Object> text = new LinkedHashMap<>();
        text.put("version", VERSION);
        text.put("host", account.host());
        text.put("workspace_id", account.workspaceId());
        text.put("operation", operation().word());
        text.put("request", requestFields());
        return CanonicalJson.write(text);
    }

    /** The request that {@link #encode()} wrote. */
    public static FrozenRequest decode(String text) {
        if (!(CanonicalJsonReader.read(text) instanceof Map<?, ?> map)
                || !Integer.valueOf(VERSION).equals(map.get("version"))) {
            throw new IllegalArgumentException("a frozen request must be of version " + VERSION
                    + "; found another, perhaps written by a newer release");
        }
        FrozenRequest frozen = new FrozenRequest(
                new Account((String) map.get("host"), (String) map.get("workspace_id")),
                request((Map<?, ?>) map.get("request")));
        if (!frozen.encode().equals(text)) {
            throw new IllegalArgumentException(
                    "a frozen request must be canonical JSON; this one was changed after it was written");
        }
        return frozen;
    }

    private Map<String, Object> requestFields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("prompt", request.prompt());
        request.numImages().ifPresent(value -> fields.put("num_images", value));
        request.aspectRatio().ifPresent(value -> fields.put("aspect_ratio", value));
        request.outputFormat().ifPresent(value -> fields.put("output_format", value));
        request.model().ifPresent(value -> fields.put("model", value));
        request.limitGenerations().ifPresent(value -> fields.put("limit_generations", value));
        if (request.isEdit()) {
            fields.put("image_urls", request.imageUrls());
        }
        return fields;
    }

    private static GenerationRequest request(Map<?, ?> fields) {
        return new GenerationRequest(
                (String) fields.get("prompt"),
                Optional.ofNullable((Integer) fields.get("num_images")),
                Optional.ofNullable((String) fields.get("aspect_ratio")),
                Optional.ofNullable((String) fields.get("output_format")),
                Optional.ofNullable((String) fields.get("model")),
                Optional.ofNullable((Boolean) fields.get("limit_generations")),
                imageUrls(fields.get("image_urls")));
    }

    private static List<String> imageUrls(Object urls) {
        return urls == null
                ? List.of()
                : ((List<?>) urls).stream().map(String.class::cast).toList();
    }

    /** Names no prompt: prompts never reach a log. */
    @Override
    public String toString() {
        return "FrozenRequest[" + account + ", " + operation().word() + ", " + fingerprint() + "]";
    }
}
