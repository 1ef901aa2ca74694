package com.neuroflash.camel.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.neuroflash.camel.prompt.PromptLine;
import com.neuroflash.camel.prompt.PromptReader;
import com.neuroflash.camel.source.LineFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An inbox in a directory of its own, and what a test wants to know of it. */
abstract class InboxTest {
    static final String CSV = "\uFEFFprompt,name\r\none,1\r\n\r\n\"two\r\nlines\",2\r\nthree,3\r\n";

    @TempDir
    Path inbox;

    FinishedFiles finished;

    @BeforeEach
    void open() {
        finished = new FinishedFiles(inbox);
    }

    Path drop(String name, String text) throws IOException {
        return Files.writeString(inbox.resolve(name), text);
    }

    JsonNode errors(String name) throws IOException {
        return new ObjectMapper().readTree(Files.readString(inbox.resolve(".failed/" + name + ".error.json")));
    }

    List<String> names() throws IOException {
        return new ArrayList<>(tree().stream()
                .map(entry -> entry.substring(0, entry.indexOf(' ')))
                .toList());
    }

    List<String> tree() throws IOException {
        try (Stream<Path> files = Files.walk(inbox)) {
            TreeMap<String, String> texts = new TreeMap<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                texts.put(inbox.relativize(file).toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
            return texts.entrySet().stream()
                    .map(each -> entry(each.getKey(), each.getValue()))
                    .toList();
        }
    }

    static String entry(String name, String text) {
        return name + " " + text;
    }

    static LineFailure failure(long line) {
        return failure(line, Optional.empty());
    }

    static LineFailure failure(long line, Optional<String> intent) {
        return new LineFailure(line, "was refused by the server", OptionalInt.of(422), "correct it", intent);
    }

    static String intent(long line) {
        return "intent-" + String.format("%064x", line);
    }

    static LineFailure known(long line) {
        return failure(line, Optional.of(intent(line)));
    }

    static List<PromptLine> read(Path file) throws IOException {
        List<PromptLine> lines = new ArrayList<>();
        try (PromptReader reader = PromptReader.open(file)) {
            for (Optional<PromptLine> line = reader.next(); line.isPresent(); line = reader.next()) {
                lines.add(line.get());
            }
        }
        return lines;
    }

    static LineFailure refusal(Path file) throws IOException {
        try (PromptReader reader = PromptReader.open(file)) {
            Optional<PromptLine> line = reader.next();
            while (!(line.orElseThrow() instanceof PromptLine.Refused)) {
                line = reader.next();
            }
            return LineFailure.of((PromptLine.Refused) line.get());
        }
    }
}
