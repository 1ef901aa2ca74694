package com.neuroflash.camel.source;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.billing.Identity;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A dead letter of a message, as it lies in its directory; the body is read when it is asked for. */
public final class StoredLetter {
    private final Path directory;
    private final LetterReport report;
    private final Instant since;

    private StoredLetter(Path directory, LetterReport report, Instant since) {
        this.directory = requireNonNull(directory, "directory is null");
        this.report = requireNonNull(report, "report is null");
        this.since = requireNonNull(since, "since is null");
    }

    /** The letter of a directory; empty when that holds no body with a report, or is a link or gone. */
    static Optional<StoredLetter> read(Path directory) {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> reports = Files.newDirectoryStream(directory, "*" + DirectoryDeadLetters.REPORT)) {
            for (Path file : reports) {
                LetterReport report = LetterReport.read(Files.readAllBytes(file));
                boolean whole = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                        && Files.isRegularFile(directory.resolve(report.bodyName()), LinkOption.NOFOLLOW_LINKS);
                return Optional.of(new StoredLetter(
                                directory,
                                report,
                                Files.getLastModifiedTime(file).toInstant()))
                        .filter(letter -> whole);
            }
        } catch (IOException ignored) {
            // gone meanwhile, or changed by somebody: no letter
        }
        return Optional.empty();
    }

    LetterReport report() {
        return report;
    }

    Path directory() {
        return directory;
    }

    /** The name of its directory, which names it. */
    public String name() {
        return directory.getFileName().toString();
    }

    /** The message's source. */
    public String source() {
        return report.source();
    }

    /** The queue, topic, schedule, address or file of its message. */
    public String place() {
        return report.place();
    }

    /** What its source calls the message. */
    public String messageId() {
        return report.messageId();
    }

    /** Since when it is a dead letter. */
    public Instant since() {
        return since;
    }

    /** How often it was replayed. */
    public int replays() {
        return report.replays();
    }

    /** What failed. */
    public List<DeadLetter.Failed> failures() {
        return report.failures();
    }

    /** The file with the message's body, to be corrected before a replay. */
    public Path body() {
        return directory.resolve(report.bodyName());
    }

    /**
     * The message, to be fed as it was at first: its prompts have the same identities. One whose body a person has changed
     * is read as it is now, and its count begins anew.
     *
     * @throws IOException when the body can't be read
     */
    public SourceMessage message() throws IOException {
        byte[] body = Files.readAllBytes(body());
        boolean edited = isEdited(body);
        return new SourceMessage(
                source(),
                place(),
                messageId(),
                body,
                edited ? MessageFormat.of(body) : report.format(),
                edited ? 0 : replays());
    }

    /**
     * Whether a person has changed the body.
     *
     * @throws IOException when it can't be read
     */
    public boolean isEdited() throws IOException {
        return isEdited(Files.readAllBytes(body()));
    }

    private boolean isEdited(byte[] body) {
        return !Identity.rawHash(body).equals(report.bodyHash());
    }
}
