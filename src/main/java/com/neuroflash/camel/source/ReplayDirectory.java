package com.neuroflash.camel.source;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The dead letters that are to be replayed: {@code .replay} below the directory of dead letters. A letter gets there and
 * back in one atomic rename, and stays until its message has come to its end, so that a crash loses and doubles nothing.
 */
public final class ReplayDirectory {
    private static final String NAME = ".replay";
    private static final String ENDED = ".ended-";

    private final Path letters;
    private final Path directory;

    /** Keeps the directory of the dead letters; the one below it is made when it is needed. */
    public ReplayDirectory(Path letters) {
        this.letters = requireNonNull(letters, "letters is null");
        directory = letters.resolve(NAME);
    }

    /** Lets a running service, or the next one, replay a letter; false when it is gone or being replayed already. */
    public boolean begin(StoredLetter letter) throws IOException {
        Files.createDirectories(directory);
        try {
            move(letter.directory(), directory.resolve(letter.name()));
            return true;
        } catch (NoSuchFileException gone) {
            return false;
        } catch (FileSystemException refused) {
            if (isUnderWay(letter)) {
                return false;
            }
            throw refused;
        }
    }

    /** Whether the same message is being replayed. */
    public boolean isUnderWay(StoredLetter letter) {
        return Files.exists(directory.resolve(letter.name()), LinkOption.NOFOLLOW_LINKS);
    }

    /** Those that are being replayed, or wait for a service that does. */
    public List<StoredLetter> list() throws IOException {
        return new DirectoryDeadLetters(directory).list();
    }

    /** Where the letter of a report is. */
    Path place(Path report) {
        return directory.resolve(report.toAbsolutePath().getParent().getFileName());
    }

    /** Removes a letter whose message has come to its end. */
    void end(Path place) throws IOException {
        Path ended = letters.resolve(ENDED + place.getFileName());
        DirectoryDeadLetters.remove(ended);
        try {
            Files.move(place, ended, StandardCopyOption.ATOMIC_MOVE);
            Durable.sync(directory);
            Durable.sync(letters);
            DirectoryDeadLetters.remove(ended);
        } catch (NoSuchFileException ignored) {
            // another process has replayed it too, which the ledger has seen to
        }
    }

    /** Puts what can't be read back among the letters; says where it is now. */
    Path putBack(Path place) throws IOException {
        Path back = letters.resolve(place.getFileName());
        move(place, back);
        return back;
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        Durable.sync(from.getParent());
        Durable.sync(to.getParent());
    }
}
