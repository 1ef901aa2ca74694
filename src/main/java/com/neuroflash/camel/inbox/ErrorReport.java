package com.neuroflash.camel.inbox;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.neuroflash.camel.prompt.FieldProblem;
import com.neuroflash.camel.source.Durable;
import com.neuroflash.camel.source.LineFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The {@code .error.json} beside a failed file: a list, one entry a failed line. Its bytes depend on nothing but the
 * failures, so that a repetition writes the same.
 */
final class ErrorReport {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String INTENT = "intent";

    private ErrorReport() {}

    /** Writes all failures; {@code places} tells where their lines are in the file of failed lines, if there is one. */
    static void write(List<LineFailure> failures, Map<Long, Long> places, Path target) throws IOException {
        try (FileChannel channel = Durable.open(target);
                JsonGenerator json = JSON.createGenerator(Channels.newOutputStream(channel), JsonEncoding.UTF8)) {
            json.useDefaultPrettyPrinter();
            json.writeStartArray();
            for (LineFailure failure : failures) {
                write(failure, places, json);
            }
            json.writeEndArray();
            json.writeRaw('\n');
            json.flush();
            channel.force(true);
        }
    }

    /** Whether a report is about a prompt of this intent and nothing else. */
    static boolean isAbout(String intent, Path report) throws IOException {
        try (InputStream input = Files.newInputStream(report, LinkOption.NOFOLLOW_LINKS)) {
            JsonNode failures = JSON.readTree(input);
            return failures.size() == 1
                    && failures.path(0).path(INTENT).asText().equals(intent);
        } catch (JsonProcessingException ignored) {
            // somebody has changed it, so it is not ours any more
            return false;
        }
    }

    /** Reads what was written; of a report that somebody has changed, what is left of it. */
    static List<LineFailure> read(Path report) throws IOException {
        List<LineFailure> failures = new ArrayList<>();
        try (InputStream input = Files.newInputStream(report, LinkOption.NOFOLLOW_LINKS)) {
            JSON.readTree(input).forEach(failure -> failures.add(read(failure)));
        } catch (JsonProcessingException ignored) {
            // it is there for people; what it was about lies beside it
        }
        return failures;
    }

    private static LineFailure read(JsonNode failure) {
        JsonNode status = failure.path("status");
        List<FieldProblem> problems = new ArrayList<>();
        failure.path("fields")
                .forEach(field -> problems.add(new FieldProblem(
                        field.path("field").asText(), field.path("message").asText())));
        return new LineFailure(
                failure.path("line").asLong(),
                failure.path("reason").asText(),
                status.isInt() ? OptionalInt.of(status.intValue()) : OptionalInt.empty(),
                failure.path("what_to_do").asText(),
                Optional.ofNullable(failure.path(INTENT).textValue()),
                problems);
    }

    private static void write(LineFailure failure, Map<Long, Long> places, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("line", failure.line());
        if (places.containsKey(failure.line())) {
            json.writeNumberField("failed_line", places.get(failure.line()));
        }
        json.writeStringField("reason", failure.reason());
        if (failure.status().isPresent()) {
            json.writeNumberField("status", failure.status().getAsInt());
        } else {
            json.writeNullField("status");
        }
        json.writeStringField("what_to_do", failure.whatToDo());
        if (failure.intent().isPresent()) {
            json.writeStringField(INTENT, failure.intent().get());
        }
        writeProblems(failure.problems(), json);
        json.writeEndObject();
    }

    private static void writeProblems(List<FieldProblem> problems, JsonGenerator json) throws IOException {
        if (problems.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("fields");
        for (FieldProblem problem : problems) {
            json.writeStartObject();
            json.writeStringField("field", problem.field());
            json.writeStringField("message", problem.message());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
