package com.neuroflash.camel.source;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.billing.Identity;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dead letters in a directory, each a directory of its own with the body as received, {@code message.json} or of another
 * extension, and beside it {@code message.json.letter.json}. It appears and goes in one atomic rename, so that a crash
 * leaves nothing half-seen. The same message has the same name and is there once, another of its id beside it; nothing of another is overwritten, and
 * no link is followed.
 */
public final class DirectoryDeadLetters implements DeadLetterBox {
    /** The end of a report's name; what is before it names the body. */
    public static final String REPORT = ".letter.json";

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryDeadLetters.class);
    private static final String DRAFT = ".draft";
    private static final Duration DRAFTS_FOR = Duration.ofDays(1);
    private static final int DIGITS = 32;
    private static final int MOST_NAMES = 100;

    private final Path directory;
    private boolean swept;

    /** Keeps the directory, which is made when it is needed. */
    public DirectoryDeadLetters(Path directory) {
        this.directory = requireNonNull(directory, "directory is null");
    }

    @Override
    public synchronized String store(DeadLetter letter) throws IOException {
        Files.createDirectories(directory);
        sweep();
        LetterReport report = LetterReport.of(letter);
        String name = name(letter.message());
        for (int number = 1; number <= MOST_NAMES; number++) {
            Path place = directory.resolve(number == 1 ? name : name + "-" + number);
            boolean stored = create(place, letter.message(), report) || update(place, report);
            if (stored) {
                return place.resolve(report.fileName()).toString();
            }
        }
        throw new IOException(MOST_NAMES + " names like " + directory.resolve(name) + " are taken; clear them up");
    }

    /** All that are stored and wait for nothing, longest stored first; what can't be read is named in the log. */
    public List<StoredLetter> list() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        List<StoredLetter> letters = new ArrayList<>();
        try (DirectoryStream<Path> places = Files.newDirectoryStream(directory, DirectoryDeadLetters::isPlace)) {
            for (Path place : places) {
                Optional<StoredLetter> letter = StoredLetter.read(place);
                letter.ifPresent(letters::add);
                if (letter.isEmpty()) {
                    LOG.warn("{} is no dead letter: expected a body and its {}", place, REPORT);
                }
            }
        }
        letters.sort(Comparator.comparing(StoredLetter::since).thenComparing(StoredLetter::name));
        return letters;
    }

    /** What killed processes left half-written was never a letter; a message of theirs has come again. */
    private void sweep() throws IOException {
        if (swept) {
            return;
        }
        swept = true;
        Instant old = Instant.now().minus(DRAFTS_FOR);
        try (DirectoryStream<Path> drafts = Files.newDirectoryStream(directory, DRAFT + "*")) {
            for (Path draft : drafts) {
                if (isOlder(draft, old)) {
                    remove(draft);
                }
            }
        }
    }

    /** False for one that another process has just made a letter of. */
    private static boolean isOlder(Path draft, Instant old) throws IOException {
        try {
            return Files.getLastModifiedTime(draft, LinkOption.NOFOLLOW_LINKS)
                    .toInstant()
                    .isBefore(old);
        } catch (NoSuchFileException ignored) {
            // gone under another name
            return false;
        }
    }

    private static boolean isPlace(Path place) {
        return !place.getFileName().toString().startsWith(".") && Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS);
    }

    /** False when the name is taken, be it by this message. */
    private boolean create(Path place, SourceMessage message, LetterReport report) throws IOException {
        if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        Path draft = Files.createDirectory(directory.resolve(DRAFT + UUID.randomUUID()));
        try {
            Durable.write(draft.resolve(report.bodyName()), message.body());
            Durable.write(draft.resolve(report.fileName()), report.write());
            Durable.sync(draft);
            Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
            Durable.sync(directory);
            return true;
        } catch (FileSystemException refused) {
            if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
            throw refused;
        } finally {
            remove(draft);
        }
    }

    /** False when the name is another's. The body stays as it is, should a person be at work on it. */
    private static boolean update(Path place, LetterReport report) throws IOException {
        Optional<LetterReport> there =
                StoredLetter.read(place).map(StoredLetter::report).filter(report::isAboutSameAs);
        if (there.isEmpty()) {
            return false;
        }
        LetterReport merged = report.inPlaceOf(there.get());
        Path draft = place.resolve(DRAFT + UUID.randomUUID());
        try {
            Durable.write(draft, merged.write());
            Files.move(draft, place.resolve(merged.fileName()), StandardCopyOption.ATOMIC_MOVE);
            Durable.sync(place);
            return true;
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** Removes a letter's directory, if it is there. */
    static void remove(Path place) throws IOException {
        if (!Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(place)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(place);
    }

    private static String name(SourceMessage message) {
        String digest = Identity.ofMessage(message.source(), message.place(), message.id(), 0, new byte[0])
                .value();
        return message.source().replaceAll("[^A-Za-z0-9_-]", "-") + "-" + digest.substring(0, DIGITS);
    }
}
