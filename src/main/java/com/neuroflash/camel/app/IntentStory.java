package com.neuroflash.camel.app;

import com.neuroflash.camel.api.GenerationRequest;
import com.neuroflash.camel.billing.BillingRules;
import com.neuroflash.camel.billing.Decision;
import com.neuroflash.camel.billing.IntentState;
import com.neuroflash.camel.ledger.AttemptRecord;
import com.neuroflash.camel.ledger.ImageRecord;
import com.neuroflash.camel.ledger.IntentRecord;
import com.neuroflash.camel.ledger.Origin;
import com.neuroflash.camel.ledger.Reason;
import com.neuroflash.camel.ledger.StoredObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One prompt with everything that is known of it. */
final class IntentStory {
    private final IntentRecord intent;
    private final BillingRules rules;

    IntentStory(IntentRecord intent, BillingRules rules) {
        this.intent = intent;
        this.rules = rules;
    }

    Answer answer() {
        return Answer.ok(json(), text());
    }

    private Map<String, Object> json() {
        Origin origin = intent.origin();
        JsonFields from = new JsonFields().put("source", origin.source()).put("file", origin.file());
        origin.line().ifPresent(line -> from.put("line", line));
        from.put("id", origin.senderId()).put("name", origin.name()).put("metadata", origin.metadata());
        return new JsonFields()
                .put("intent", intent.identity())
                .put("state", intent.state())
                .put("begun", intent.begun())
                .put("changed", intent.changed())
                .put("due", intent.known().due())
                .put("owner", intent.known().heldBy())
                .put("reason", intent.known().reason().map(IntentList::json))
                .put("origin", from)
                .put("account", account())
                .put("request", request())
                .put("fingerprint", intent.request().fingerprint())
                .put("key_template", intent.keyTemplate())
                .put("sink", intent.sink())
                .put("attempts", intent.attempts().stream().map(this::json).toList())
                .put("images", intent.images().stream().map(IntentStory::json).toList())
                .map();
    }

    private JsonFields account() {
        return new JsonFields()
                .put("host", intent.request().account().host())
                .put("workspace_id", intent.request().account().workspaceId());
    }

    private JsonFields request() {
        GenerationRequest request = intent.request().request();
        JsonFields fields = new JsonFields()
                .put("operation", intent.request().operation().word())
                .put("prompt", request.prompt())
                .put("num_images", request.numImages())
                .put("aspect_ratio", request.aspectRatio())
                .put("output_format", request.outputFormat())
                .put("model", request.model())
                .put("limit_generations", request.limitGenerations());
        return request.isEdit() ? fields.put("image_urls", request.imageUrls()) : fields;
    }

    private Map<String, Object> json(AttemptRecord attempt) {
        JsonFields fields = new JsonFields()
                .put("attempt", attempt.id())
                .put("state", attempt.state())
                .put("sent", sent(attempt))
                .put("answered", attempt.answered())
                .put("changed", attempt.changed())
                .put("settles", settles(attempt))
                .put("batch_id", attempt.batchId())
                .put("counted_images", attempt.counted())
                .put("budget_day", attempt.day())
                .put("whole", attempt.whole())
                .put("detail", attempt.detail());
        return fields.put("doubt", attempt.doubt().map(Decision.Doubt::text))
                .put("reason", attempt.reason().map(IntentList::json))
                .put("owner", attempt.owner())
                .map();
    }

    private static Map<String, Object> json(ImageRecord image) {
        JsonFields object = new JsonFields();
        image.object().ifPresent(stored -> object.put("key", stored.key())
                .put("sha256", stored.sha256())
                .put("length", stored.length())
                .put("content_type", stored.contentType())
                .put("width", stored.width())
                .put("height", stored.height()));
        return new JsonFields()
                .put("attempt", image.attemptId())
                .put("index", image.index())
                .put("image_id", image.seen().imageId())
                .put("state", image.state())
                .put("object", image.object().map(present -> object))
                .put("reason", image.reason().map(IntentList::json))
                .map();
    }

    private List<String> text() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("intent", intent.identity().value()));
        rows.add(List.of("state", PlainText.of(intent.state()) + " since " + PlainText.of(intent.changed())));
        intent.known().reason().ifPresent(reason -> addReason(rows, reason));
        intent.known().due().ifPresent(due -> rows.add(List.of("due", PlainText.of(due))));
        intent.known().heldBy().ifPresent(owner -> rows.add(List.of("worked on by", owner)));
        rows.add(List.of("begun", PlainText.of(intent.begun())));
        rows.add(List.of("from", from()));
        intent.sink().ifPresent(sink -> rows.add(List.of("sink", sink)));
        rows.add(List.of(
                "account",
                intent.request().account().host() + ", workspace "
                        + intent.request().account().workspaceId()));
        rows.add(List.of("request", requestLine()));
        rows.add(List.of("prompt", intent.request().request().prompt()));
        List<String> text = new ArrayList<>(PlainText.table(rows));
        text.addAll(attempts());
        text.addAll(images());
        text.addAll(choices());
        return text;
    }

    private static void addReason(List<List<String>> rows, Reason reason) {
        rows.add(List.of("reason", reason.text()));
        reason.advice().ifPresent(advice -> rows.add(List.of("advice", advice)));
    }

    private String from() {
        Origin origin = intent.origin();
        return origin.source()
                + origin.file().map(file -> ", " + file).orElse("")
                + (origin.line().isPresent() ? " line " + origin.line().getAsLong() : "")
                + origin.senderId().map(id -> ", id " + id).orElse("");
    }

    private String requestLine() {
        return request().map().entrySet().stream()
                .filter(field -> !field.getKey().equals("prompt"))
                .map(field -> field.getKey().equals("operation")
                        ? String.valueOf(field.getValue())
                        : field.getKey() + " " + field.getValue())
                .collect(Collectors.joining(", "));
    }

    private List<String> attempts() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("ATTEMPT", "STATE", "SENT", "CHANGED", "SETTLES", "OWNS BATCH", "COUNTS", "REASON"));
        int number = 1;
        for (AttemptRecord attempt : intent.attempts()) {
            rows.add(List.of(
                    String.valueOf(number++),
                    PlainText.of(attempt.state()),
                    sent(attempt).map(PlainText::of).orElse("never"),
                    PlainText.of(attempt.changed()),
                    settles(attempt).map(PlainText::of).orElse("-"),
                    attempt.batchId().orElse("-"),
                    String.valueOf(attempt.counted()),
                    attempt.doubt()
                            .filter(doubt -> !attempt.isAssumed())
                            .map(Decision.Doubt::text)
                            .or(() -> attempt.reason().map(Reason::text))
                            .or(attempt::detail)
                            .orElse("")));
        }
        return titled(rows, "never sent");
    }

    private static Optional<Instant> sent(AttemptRecord attempt) {
        return Optional.of(attempt)
                .filter(tried -> !tried.isAssumed())
                .map(tried -> tried.attempt().sent().earliest());
    }

    /** T, while it matters. */
    private Optional<Instant> settles(AttemptRecord attempt) {
        return Optional.of(attempt).filter(open -> open.state().isOpen()).map(open -> open.attempt()
                .settlesAt(rules));
    }

    private List<String> images() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("IMAGE", "STATE", "OWNS ID", "BYTES", "OBJECT"));
        intent.images()
                .forEach(image -> rows.add(List.of(
                        String.valueOf(image.index()),
                        PlainText.of(image.state()),
                        image.seen().imageId().orElse("-"),
                        image.object()
                                .map(StoredObject::length)
                                .map(String::valueOf)
                                .orElse("-"),
                        image.object()
                                .map(StoredObject::key)
                                .or(() -> image.reason().map(Reason::text))
                                .orElse("-"))));
        return titled(rows, "no image");
    }

    private static List<String> titled(List<List<String>> rows, String otherwise) {
        List<String> text = new ArrayList<>();
        text.add("");
        text.addAll(rows.size() > 1 ? PlainText.table(rows) : List.of(otherwise));
        return text;
    }

    private List<String> choices() {
        if (intent.state() != IntentState.HELD) {
            return List.of();
        }
        String id = intent.identity().value().substring(0, 12);
        return List.of(
                "",
                "ledger adopt " + id + "               lists the history's unclaimed batches that could be its",
                "ledger adopt " + id + " --batch ID    delivers that batch's images as its",
                "ledger resubmit " + id + " --dry-run  says what sending it again would cost",
                "ledger drop " + id + "                gives it up");
    }
}
