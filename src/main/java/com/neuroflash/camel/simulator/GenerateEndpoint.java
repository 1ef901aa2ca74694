package com.neuroflash.camel.simulator;

import com.sun.net.httpserver.Headers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** {@code POST /} and {@code POST /edit}: checks, makes the images, bills them durably, then answers. */
final class GenerateEndpoint implements Endpoint {
    private final Operation operation;
    private final SimulatedAccount account;
    private final GenerationReader reader;
    private final SourceImages sources;
    private final Guard guard;
    private final Quota quota;
    private final Images images;
    private final Store store;
    private final Clock clock;

    GenerateEndpoint(Operation operation, Parts parts) {
        this.operation = operation;
        this.account = parts.settings().account();
        this.reader = new GenerationReader(parts.models());
        this.sources = new SourceImages(parts.store());
        this.guard = parts.guard();
        this.quota = parts.quota();
        this.images = parts.images();
        this.store = parts.store();
        this.clock = parts.settings().clock();
    }

    @Override
    public Answer answer(Call call, String variable, Disturbance disturbance) {
        long user = guard.admit(call);
        if (!account.imagesInPlan()) {
            throw Refusal.error(403, "PLAN_LIMIT", "Image generation is not available in your plan");
        }
        AskedGeneration asked = reader.read(call, operation);
        if (!asked.model().allowed()) {
            throw Refusal.error(403, "FORBIDDEN", "The model " + asked.model().id() + " is not allowed");
        }
        List<StoredImage> inputs = sources.find(asked.imageUrls());
        int wanted = disturbance
                .first(Fault.ImageCount.class)
                .map(Fault.ImageCount::images)
                .orElseGet(asked::wantedImages);
        Quota.Credits credits = quota.take(wanted);
        StoredBatch batch = bill(call, user, asked, inputs, credits, disturbance);
        return Answer.json(200, new GenerationJson(host(call.headers()), disturbance).of(batch, detail(credits)))
                .billedAs(batch.batchId());
    }

    private StoredBatch bill(
            Call call,
            long user,
            AskedGeneration asked,
            List<StoredImage> inputs,
            Quota.Credits credits,
            Disturbance disturbance) {
        try {
            List<StoredImage> made = make(asked, inputs, credits.granted());
            Duration lag = disturbance
                    .first(Fault.HistoryLag.class)
                    .map(Fault.HistoryLag::lag)
                    .orElse(Duration.ZERO);
            ShownRequest shown = ShownRequest.of(asked, disturbance);
            return store.add(() -> {
                Instant now = clock.instant();
                return new StoredBatch(
                        UUID.randomUUID().toString(),
                        operation,
                        true,
                        call.receivedAt(),
                        now,
                        now.plus(lag),
                        user,
                        account.workspaceId(),
                        asked.model().id(),
                        asked.prompt(),
                        shown.prompt(),
                        asked.parameters(),
                        shown.parameters(),
                        asked.imageUrls(),
                        made);
            });
        } catch (RuntimeException e) {
            quota.giveBack(credits);
            throw e;
        }
    }

    private List<StoredImage> make(AskedGeneration asked, List<StoredImage> inputs, int count) {
        List<StoredImage> made = new ArrayList<>();
        String ratio = asked.aspectRatio().equals(AskedGeneration.AUTO)
                ? AspectRatio.nearest(inputs.get(0).width(), inputs.get(0).height())
                : asked.aspectRatio();
        for (int number = 0; number < count; number++) {
            Images.Picture picture = new Images.Picture(
                    asked.prompt(), asked.model().id(), number, ratio, ImageFormat.named(asked.outputFormat()), inputs);
            made.add(images.make(UUID.randomUUID().toString(), picture));
        }
        return made;
    }

    private static Optional<String> detail(Quota.Credits credits) {
        return credits.isShort()
                ? Optional.of("Only " + credits.granted() + " of " + credits.wanted()
                        + " images were generated: your image quota does not allow more")
                : Optional.empty();
    }

    private static String host(Headers headers) {
        return "http://" + Optional.ofNullable(headers.getFirst("Host")).orElse("localhost");
    }
}
