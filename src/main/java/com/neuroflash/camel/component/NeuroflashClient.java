package com.neuroflash.camel.component;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.type.TypeReference;
import com.neuroflash.camel.api.Generation;
import com.neuroflash.camel.api.GenerationRequest;
import com.neuroflash.camel.api.HistoryEntry;
import com.neuroflash.camel.api.HistoryQuery;
import com.neuroflash.camel.api.Model;
import com.neuroflash.camel.api.Neuroflash;
import com.neuroflash.camel.api.RejectedException;
import com.neuroflash.camel.api.RetryLaterException;
import com.neuroflash.camel.api.ViewedImage;
import com.neuroflash.camel.component.Calls.Authorized;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.camel.component.http.HttpMethods;

/** The API over camel-http. */
final class NeuroflashClient implements Neuroflash {
    private static final Runnable NO_CHECK = () -> {};

    private static final int LONGEST_ANSWER = 32 * 1024 * 1024;
    private static final TypeReference<List<Model>> MODELS = new TypeReference<>() {};
    private static final TypeReference<List<HistoryEntry>> ENTRIES = new TypeReference<>() {};
    private static final TypeReference<HistoryEntry> ENTRY = new TypeReference<>() {};

    private interface Reading<T> {
        T read(byte[] body) throws IOException;
    }

    private final Calls calls;
    private final BilledCall billed;
    private final ImageDownload images;

    NeuroflashClient(Calls calls) {
        this.calls = calls;
        this.billed = new BilledCall(calls);
        this.images = new ImageDownload(calls);
    }

    @Override
    public Generation generate(GenerationRequest request) {
        return generateDated(request, NO_CHECK).result();
    }

    @Override
    public Generation edit(GenerationRequest request) {
        return editDated(request, NO_CHECK).result();
    }

    Dated<Generation> generateDated(GenerationRequest request, Runnable lastCheck) {
        if (request.isEdit()) {
            throw rejected("generate", "the request has image_urls, so it is an edit");
        }
        return billed.send("generate", calls.base().operation("/"), request, lastCheck);
    }

    Dated<Generation> editDated(GenerationRequest request, Runnable lastCheck) {
        if (!request.isEdit()) {
            throw rejected("edit", "the request has no image_urls, so it is a generate");
        }
        List<String> paths = request.imageUrls().stream()
                .map(reference -> ImageReference.relativePath("edit", reference, calls.base()))
                .toList();
        return billed.send("edit", calls.base().operation("/edit"), request.withImageUrls(paths), lastCheck);
    }

    @Override
    public List<Model> models() {
        return get("models", calls.base().operation("/models"), body -> list(body, MODELS));
    }

    @Override
    public List<HistoryEntry> history(HistoryQuery query) {
        URI url = calls.base().history(query.model(), query.limit(), query.offset());
        return get("history", url, body -> list(body, ENTRIES));
    }

    @Override
    public Optional<HistoryEntry> generation(String imageId) {
        try {
            return Optional.of(get("generation", entryUrl("generation", imageId), NeuroflashClient::entry));
        } catch (RejectedException e) {
            if (e.status().orElse(0) == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public void delete(String imageId) {
        call("delete", HttpMethods.DELETE, entryUrl("delete", imageId), body -> Boolean.TRUE);
    }

    @Override
    public ViewedImage view(String reference, Path target) {
        requireNonNull(target, "target is null");
        return images.fetch(requireNonNull(reference, "reference is null"), target);
    }

    private URI entryUrl(String operation, String imageId) {
        return calls.base().operation("/history/" + ImageReference.checkedId(operation, imageId));
    }

    private <T> T get(String operation, URI url, Reading<T> reading) {
        return call(operation, HttpMethods.GET, url, reading);
    }

    private <T> T call(String operation, HttpMethods method, URI url, Reading<T> reading) {
        Authorized authorized = calls.authorized(
                operation, method, url, "application/json", calls.limits().readTimeout());
        try (HttpAnswer answer = authorized.answer()) {
            if (!answer.isSuccess()) {
                Redaction redaction = calls.redaction("", authorized.token());
                throw calls.meaning().read(calls.refusal(operation, url, answer, redaction));
            }
            return understand(operation, answer, reading);
        } catch (IOException e) {
            throw calls.unreachable(operation, e);
        }
    }

    private static <T> T understand(String operation, HttpAnswer answer, Reading<T> reading) throws IOException {
        byte[] body = answer.readAll(LONGEST_ANSWER);
        try {
            return reading.read(body);
        } catch (IOException ignored) {
            // a parser's message repeats the text it could not read, and the text may hold prompts
            throw new RetryLaterException(
                    operation,
                    answer.status(),
                    "",
                    operation + ": the answer is not the JSON that is documented. It may succeed later.",
                    null,
                    null);
        }
    }

    private static <T> List<T> list(byte[] body, TypeReference<List<T>> type) throws IOException {
        List<T> values = Json.fromServer().readValue(body, type);
        if (values == null || values.contains(null)) {
            throw new IOException("null instead of a list or one of its entries");
        }
        return List.copyOf(values);
    }

    private static HistoryEntry entry(byte[] body) throws IOException {
        HistoryEntry entry = Json.fromServer().readValue(body, ENTRY);
        if (entry == null) {
            throw new IOException("null instead of an entry");
        }
        return entry;
    }

    private static RejectedException rejected(String operation, String what) {
        return new RejectedException(operation, 0, "", operation + ": " + what + "; nothing was sent", null);
    }
}
