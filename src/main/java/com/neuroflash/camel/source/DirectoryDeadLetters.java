package com.neuroflash.camel.source;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.neuroflash.camel.billing.Identity;
import com.neuroflash.camel.prompt.FieldProblem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Dead letters in a directory: the body as received, and beside it {@code <body>.letter.json}, which comes last, so that a
 * report is never without its body. The same message has the same name.
 */
public final class DirectoryDeadLetters implements DeadLetterBox {
    /** The end of a report's name; what is before it names the body. */
    public static final String REPORT = ".letter.json";

    private static final int SHORT = 16;
    private static final ObjectWriter JSON = new ObjectMapper().writerWithDefaultPrettyPrinter();

    private final Path directory;

    /** Keeps the directory, which is made when it is needed. */
    public DirectoryDeadLetters(Path directory) {
        this.directory = requireNonNull(directory, "directory is null");
    }

    @Override
    public synchronized String store(DeadLetter letter) throws IOException {
        Files.createDirectories(directory);
        String name = name(letter.message());
        put(name, letter.message().body());
        put(name + REPORT, (JSON.writeValueAsString(report(letter)) + "\n").getBytes(StandardCharsets.UTF_8));
        try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
            entries.force(true);
        }
        return directory.resolve(name + REPORT).toString();
    }

    private void put(String name, byte[] bytes) throws IOException {
        Path draft = directory.resolve("." + name);
        Durable.write(draft, bytes);
        Files.move(draft, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String name(SourceMessage message) {
        String digest = Identity.ofMessage(message.source(), message.place(), message.id(), 0, new byte[0])
                .value();
        return message.source() + "-" + digest.substring(0, SHORT)
                + message.format().extension();
    }

    private static ObjectNode report(DeadLetter letter) {
        SourceMessage message = letter.message();
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        report.put("source", message.source());
        report.put("place", message.place());
        report.put("message_id", message.id());
        report.put("format", message.format().extension().substring(1));
        report.put("replays", message.replays());
        ArrayNode failures = report.putArray("failures");
        letter.failures().forEach(failed -> write(failed, failures.addObject()));
        return report;
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
}
