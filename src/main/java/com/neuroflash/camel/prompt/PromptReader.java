package com.neuroflash.camel.prompt;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The prompts of a file, one after the other and none read before it is asked for, with constant memory. What can't be
 * used comes as a refusal in its place; a file without any prompt is one refusal. Not for several threads.
 */
public final class PromptReader implements AutoCloseable {
    private static final String FILE = PromptFormat.TXT.unit();

    private final RawRecords records;
    private final PromptFormat format;
    private final FieldProblem nothingFound;
    private Optional<RecordParser> parser = Optional.empty();
    private boolean anyLine;
    private boolean finished;

    private PromptReader(RawRecords records, PromptFormat format, FieldProblem nothingFound) {
        this.records = requireNonNull(records, "records is null");
        this.format = requireNonNull(format, "format is null");
        this.nothingFound = nothingFound;
    }

    /**
     * Opens a file in the format of its extension; one of another extension is one refusal that names the allowed ones.
     *
     * @throws IOException when it can't be opened; a symbolic link can't
     */
    public static PromptReader open(Path file) throws IOException {
        Optional<PromptFormat> format = PromptFormat.of(String.valueOf(file.getFileName()));
        return format.isPresent() ? open(file, format.get()) : unsupported();
    }

    /**
     * Opens a file in a given format, whatever its name.
     *
     * @throws IOException when it can't be opened; a symbolic link can't
     */
    public static PromptReader open(Path file, PromptFormat format) throws IOException {
        return of(RawRecords.open(file, format), format);
    }

    /** Reads prompts from a stream, which is closed with the reader. */
    public static PromptReader of(InputStream input, PromptFormat format) {
        return of(new RawRecords(input, format), format);
    }

    /** The prompt of a message body: one request object if it begins with a brace, otherwise the prompt's text. */
    public static PromptLine parseMessage(String body) {
        PromptFormat format = looksLikeObject(body) ? PromptFormat.JSON : PromptFormat.TXT;
        try (PromptReader reader = of(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), format)) {
            return inMessage(reader.next().orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory can't be read", e);
        }
    }

    /**
     * The next prompt, or empty at the end.
     *
     * @throws IOException when the file can't be read
     */
    public Optional<PromptLine> next() throws IOException {
        Optional<RawRecord> record = finished ? Optional.empty() : nextRecord();
        if (record.isEmpty()) {
            return finished ? Optional.empty() : end();
        }
        if (parser.isPresent()) {
            return Optional.of(line(parser.get(), record.get()));
        }
        return begin(record.get());
    }

    /** How many bytes of the file have become prompts or blank lines so far. */
    public long bytesRead() {
        return records.bytesRead();
    }

    @Override
    public void close() throws IOException {
        records.close();
    }

    private static PromptReader of(RawRecords records, PromptFormat format) {
        return new PromptReader(records, format, new FieldProblem(FILE, "holds no prompt; write what to generate"));
    }

    private static PromptReader unsupported() {
        return new PromptReader(
                new RawRecords(InputStream.nullInputStream(), PromptFormat.TXT),
                PromptFormat.TXT,
                new FieldProblem(
                        FILE, "has an extension that is not supported; allowed are " + PromptFormat.extensions()));
    }

    private static PromptLine inMessage(PromptLine line) {
        if (line instanceof PromptLine.Refused refused) {
            List<FieldProblem> problems = refused.refusal().problems().stream()
                    .map(problem ->
                            problem.field().equals(FILE) ? new FieldProblem("message", problem.message()) : problem)
                    .toList();
            return new PromptLine.Refused(line.number(), line.sha256(), new Refusal(problems, true));
        }
        return line;
    }

    private static boolean looksLikeObject(String body) {
        return body.replace("\uFEFF", "").stripLeading().startsWith("{");
    }

    private Optional<PromptLine> begin(RawRecord first) throws IOException {
        try {
            parser = Optional.of(RecordParser.of(format, first));
        } catch (RefusedPrompt refused) {
            finished = true;
            return Optional.of(refused(first.line(), first.sha256(), refused.problems(), true));
        }
        return format == PromptFormat.CSV ? next() : Optional.of(line(parser.get(), first));
    }

    private PromptLine line(RecordParser rows, RawRecord record) {
        anyLine = true;
        String sha256 = rows.sha256(record);
        if (record.flaw().isPresent()) {
            return refused(
                    record.line(),
                    sha256,
                    List.of(new FieldProblem(format.unit(), record.flaw().get())),
                    false);
        }
        try {
            return new PromptLine.Parsed(record.line(), sha256, rows.parse(record));
        } catch (RefusedPrompt refused) {
            return refused(record.line(), sha256, refused.problems(), false);
        }
    }

    private PromptLine refused(long line, String sha256, List<FieldProblem> problems, boolean wholeFile) {
        return new PromptLine.Refused(line, sha256, new Refusal(problems, wholeFile || !format.hasManyPrompts()));
    }

    private Optional<RawRecord> nextRecord() throws IOException {
        Optional<RawRecord> record = records.next();
        while (record.isPresent() && record.get().isBlank()) {
            record = records.next();
        }
        return record;
    }

    private Optional<PromptLine> end() {
        finished = true;
        return anyLine ? Optional.empty() : Optional.of(refused(1, Sha256.of(""), List.of(nothingFound), true));
    }
}
