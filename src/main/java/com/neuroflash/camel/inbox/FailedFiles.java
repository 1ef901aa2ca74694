package com.neuroflash.camel.inbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The directory of what failed: gives names that nobody else has, and puts the reasons there before what they are about.
 * Safe for several threads of one process.
 */
final class FailedFiles {
    private static final String CONTENT = "lines";
    private static final String ERRORS = "errors";
    private static final int MOST_NAMES_OF_A_LETTER = 100;

    private final Path inbox;
    private final Path directory;
    private final Moves moves;
    private final Reservations reservations;

    FailedFiles(Path inbox, Moves moves) {
        this.inbox = inbox;
        this.directory = inbox.resolve(FinishedFiles.FAILED);
        this.moves = moves;
        this.reservations = new Reservations(inbox, directory);
    }

    /** Where something is written before it gets its name; the same at every repetition. */
    Drafts drafts(String owner) throws IOException {
        Directories.make(directory);
        return draftsOf(owner);
    }

    /**
     * Puts reasons and content under a name, which stays reserved for the original until it is released.
     *
     * @param preferred the name it gets unless that is taken
     * @param content what can be dropped in again, if there is anything
     */
    synchronized String publish(String original, String preferred, Path errors, Optional<Path> content)
            throws IOException {
        String name = reservations.reserve(preferred, reservations.owner(original), this::isFree);
        moves.move(errors, errorsOf(name));
        if (content.isPresent()) {
            moves.move(content.get(), file(name));
        } else {
            Files.deleteIfExists(file(name));
        }
        return name;
    }

    /**
     * Puts a letter and its reasons under a name of their own; a repetition finds it again by its intent, and leaves the
     * letter as it is, should somebody be at work on it.
     */
    synchronized Path publishLetter(FinalNames names, String intent, Drafts drafts) throws IOException {
        Optional<String> earlier = letterOf(intent, names);
        String name = earlier.isPresent()
                ? earlier.get()
                : reservations.reserve(names, Reservations.letterOwner(intent), this::isFree);
        moves.move(drafts.errors, errorsOf(name));
        if (Directories.exists(file(name))) {
            Files.delete(drafts.content);
        } else {
            moves.move(drafts.content, file(name));
        }
        release(name);
        return file(name);
    }

    /** Takes back what an interrupted attempt had put here under one of these names. */
    synchronized void withdraw(String original, List<String> preferred) throws IOException {
        for (String each : preferred) {
            Optional<String> held = reservations.held(each, reservations.owner(original), this::isFree);
            if (held.isPresent()) {
                Files.deleteIfExists(file(held.get()));
                Files.deleteIfExists(errorsOf(held.get()));
                release(held.get());
            }
        }
    }

    /** Removes what was written here and never got a name. */
    void discardDrafts(String original) throws IOException {
        Drafts drafts = draftsOf(original);
        Files.deleteIfExists(drafts.content);
        Files.deleteIfExists(drafts.errors);
    }

    void release(String name) throws IOException {
        reservations.release(name);
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    private Optional<String> letterOf(String intent, FinalNames names) throws IOException {
        Iterator<String> candidates =
                names.candidates().limit(MOST_NAMES_OF_A_LETTER).iterator();
        while (candidates.hasNext()) {
            String name = candidates.next();
            if (Files.isRegularFile(errorsOf(name), LinkOption.NOFOLLOW_LINKS)
                    && ErrorReport.isAbout(intent, errorsOf(name))) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    private boolean isFree(String name) {
        return !Directories.exists(inbox.resolve(FinishedFiles.DONE).resolve(name))
                && !Directories.exists(file(name))
                && !Directories.exists(errorsOf(name));
    }

    private Path errorsOf(String name) {
        return directory.resolve(name + FinalNames.ERRORS);
    }

    private Drafts draftsOf(String owner) {
        FinalNames names = new FinalNames(owner);
        return new Drafts(directory.resolve(names.temporary(CONTENT)), directory.resolve(names.temporary(ERRORS)));
    }

    /** Two hidden files. */
    record Drafts(Path content, Path errors) {}
}
