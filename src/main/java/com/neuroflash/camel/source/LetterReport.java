package com.neuroflash.camel.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.neuroflash.camel.billing.Identity;
import com.neuroflash.camel.prompt.FieldProblem;
import com.neuroflash.camel.prompt.PromptFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What lies beside a dead letter's body.
 *
 * @param source the message's source
 * @param place the message's place
 * @param messageId what the source calls it
 * @param format how its prompts are written
 * @param bodyHash of the body as received
 * @param replays how often it was replayed
 * @param unread whether its body is not to be read as prompts
 * @param failures what failed
 */
record LetterReport(
        String source,
        String place,
        String messageId,
        PromptFormat format,
        String bodyHash,
        int replays,
        boolean unread,
        List<DeadLetter.Failed> failures) {
    private static final String BODY = "message";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectWriter WRITER = JSON.writerWithDefaultPrettyPrinter();

    LetterReport {
        failures = List.copyOf(failures);
    }

    static LetterReport of(DeadLetter letter) {
        SourceMessage message = letter.message();
        return new LetterReport(
                message.source(),
                message.place(),
                message.id(),
                message.format(),
                Identity.rawHash(message.body()),
                message.replays(),
                letter.unread(),
                letter.failures());
    }

    /** Whether both are about one message. Some senders begin their ids anew, so that the id alone does not say it. */
    boolean isAboutSameAs(LetterReport other) {
        return source.equals(other.source)
                && place.equals(other.place)
                && messageId.equals(other.messageId)
                && bodyHash.equals(other.bodyHash);
    }

    /** The same report for a place where an earlier one of the same message is: its body stays, its count too if higher. */
    LetterReport inPlaceOf(LetterReport earlier) {
        return new LetterReport(
                source,
                place,
                messageId,
                earlier.format,
                earlier.bodyHash,
                Math.max(replays, earlier.replays),
                unread,
                failures);
    }

    String bodyName() {
        return BODY + format.extension();
    }

    String fileName() {
        return bodyName() + DirectoryDeadLetters.REPORT;
    }

    /** Its bytes depend on nothing but the letter, so that a repetition writes the same. */
    byte[] write() {
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        report.put("source", source);
        report.put("place", place);
        report.put("message_id", messageId);
        report.put("format", format.extension().substring(1));
        report.put("body_sha256", bodyHash);
        report.put("replays", replays);
        report.put("unread", unread);
        ArrayNode all = report.putArray("failures");
        failures.forEach(failed -> write(failed, all.addObject()));
        try {
            return (WRITER.writeValueAsString(report) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("texts and numbers can't be written as JSON", impossible);
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException when it says something else, as after somebody has changed it
     */
    static LetterReport read(byte[] bytes) throws IOException {
        JsonNode report = JSON.readTree(bytes);
        Optional<PromptFormat> format =
                PromptFormat.of("." + report.path("format").asText());
        List<DeadLetter.Failed> failures = new ArrayList<>();
        report.path("failures").forEach(failed -> failures.add(readFailed(failed)));
        boolean whole = report.path("source").isTextual()
                && report.path("place").isTextual()
                && report.path("message_id").isTextual();
        if (!whole || format.isEmpty()) {
            throw new IOException("expected source, place, message_id and format");
        }
        return new LetterReport(
                report.path("source").textValue(),
                report.path("place").textValue(),
                report.path("message_id").textValue(),
                format.get(),
                report.path("body_sha256").asText(),
                report.path("replays").asInt(),
                report.path("unread").asBoolean(),
                failures);
    }

    private static void write(DeadLetter.Failed failed, ObjectNode json) {
        LineFailure failure = failed.failure();
        json.put("line", failure.line());
        json.put("reason", failure.reason());
        if (failure.status().isPresent()) {
            json.put("status", failure.status().getAsInt());
        } else {
            json.putNull("status");
        }
        json.put("what_to_do", failure.whatToDo());
        failure.intent().ifPresent(intent -> json.put("intent", intent));
        json.put("attempts", failed.attempts());
        json.put("paid_images", failed.paidImages());
        json.put("delivered_images", failed.deliveredImages());
        ArrayNode fields = failure.problems().isEmpty() ? null : json.putArray("fields");
        for (FieldProblem problem : failure.problems()) {
            fields.addObject().put("field", problem.field()).put("message", problem.message());
        }
    }

    private static DeadLetter.Failed readFailed(JsonNode json) {
        List<FieldProblem> problems = new ArrayList<>();
        json.path("fields")
                .forEach(field -> problems.add(new FieldProblem(
                        field.path("field").asText(), field.path("message").asText())));
        JsonNode status = json.path("status");
        LineFailure failure = new LineFailure(
                json.path("line").asLong(),
                json.path("reason").asText(),
                status.isInt() ? OptionalInt.of(status.intValue()) : OptionalInt.empty(),
                json.path("what_to_do").asText(),
                Optional.ofNullable(json.path("intent").textValue()),
                problems);
        return new DeadLetter.Failed(
                failure,
                json.path("attempts").asInt(),
                json.path("paid_images").asInt(),
                json.path("delivered_images").asInt());
    }
}
