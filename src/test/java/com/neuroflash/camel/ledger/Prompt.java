package com.neuroflash.camel.ledger;

import com.neuroflash.camel.api.GeneratedImage;
import com.neuroflash.camel.api.Generation;
import com.neuroflash.camel.api.GenerationDefaults;
import com.neuroflash.camel.api.GenerationRequest;
import com.neuroflash.camel.api.HistoryEntry;
import com.neuroflash.camel.billing.Account;
import com.neuroflash.camel.billing.Batch;
import com.neuroflash.camel.billing.BillingRules;
import com.neuroflash.camel.billing.Budget;
import com.neuroflash.camel.billing.FrozenRequest;
import com.neuroflash.camel.billing.Identity;
import com.neuroflash.camel.billing.ServerSpan;
import com.neuroflash.camel.billing.Watermark;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Values for tests: a prompt by its sender's id and text. */
record Prompt(String id, String text) {
    static final Account ACCOUNT = new Account("app.example.com", "workspace/1");
    static final Instant SENT = Instant.parse("2026-11-22T10:00:00.123456Z");
    static final Instant ANSWERED = SENT.plusSeconds(10);

    Identity identity() {
        return Identity.ofSender("inbox", id);
    }

    FrozenRequest request() {
        return FrozenRequest.freeze(ACCOUNT, GenerationRequest.of(text), GenerationDefaults.none());
    }

    NewIntent intent() {
        return intent("directory");
    }

    NewIntent intent(String sink) {
        Origin origin = new Origin(
                "inbox",
                Optional.of("prompts.jsonl"),
                OptionalLong.of(7),
                Optional.of(id),
                Optional.of("na\u0000me \ud83d\ude00 \ud83d"),
                Map.of("campaign", "spring"));
        return new NewIntent(identity(), rawHash(), request(), origin, "{date}/{name}-{image_id}.{ext}", sink);
    }

    String rawHash() {
        return Identity.rawHash((id + text).getBytes(StandardCharsets.UTF_8));
    }

    static Preparation by(String owner) {
        return by(owner, Budget.unlimited());
    }

    static Preparation by(String owner, Budget budget) {
        return new Preparation(
                owner,
                "client-1",
                new ServerSpan(SENT, SENT.plusSeconds(1)),
                true,
                new Watermark(Optional.of(SENT.minusSeconds(60)), Set.of("seen-1", "seen-2")),
                4,
                BillingRules.defaults(),
                budget);
    }

    static Budget daily(int images) {
        return new Budget(OptionalInt.of(images), OptionalInt.empty());
    }

    static Generation answer(String batchId, String... imageIds) {
        return new Generation(
                Stream.of(imageIds).map(Prompt::image).toList(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("quota is low"),
                Optional.ofNullable(batchId));
    }

    static Generation answerWithoutIds(int images) {
        return new Generation(
                IntStream.range(0, images).mapToObj(i -> image(null)).toList(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static GeneratedImage image(String id) {
        return new GeneratedImage(
                Optional.of("/view/" + id),
                Optional.of("image/png"),
                Optional.empty(),
                Optional.of(1000L),
                Optional.of(64),
                Optional.of(32),
                Optional.ofNullable(id));
    }

    HistoryEntry row(String batchId, String imageId) {
        return new HistoryEntry(
                imageId,
                Optional.ofNullable(batchId),
                Optional.of(42L),
                Optional.of(ACCOUNT.workspaceId()),
                Optional.of(text),
                Optional.of("nano-banana-2"),
                Map.of("num_images", 1, "aspect_ratio", "1:1"),
                Optional.empty(),
                Optional.of("/view/" + imageId),
                Optional.of(64),
                Optional.of(32),
                Optional.of(1000L),
                Optional.of(Instant.parse("2026-11-22T10:00:09.654321Z")));
    }

    Batch batch(String batchId, String... imageIds) {
        return new Batch(
                Optional.ofNullable(batchId),
                Stream.of(imageIds).map(imageId -> row(batchId, imageId)).toList());
    }

    static StoredObject object(String key) {
        return new StoredObject(key, "ab".repeat(32), 1000, "image/png", 64, 32);
    }

    static List<Prompt> many(int count, String text) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Prompt("id-" + i, text))
                .toList();
    }
}
