package com.neuroflash.camel.inbox;

import com.neuroflash.camel.prompt.PromptFormat;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;

/**
 * Where the inbox's files go at their end: into {@code .done}, or what failed into {@code .failed} with an
 * {@code .error.json} beside it. Nothing there is ever overwritten, and the original is moved last, so that a crash on
 * the way loses nothing and a repetition gives the same result. Safe for several threads of one process.
 */
public final class FinishedFiles {
    /** The directory below the inbox for files whose prompts have come to an end. */
    public static final String DONE = ".done";
    /** The directory below the inbox for what can be corrected and dropped in again. */
    public static final String FAILED = ".failed";

    private static final String LINES = "lines";
    private static final String ERRORS = "errors";
    private static final String REST = "rest";

    private final Path inbox;
    private final Moves moves;

    /** Keeps the directory; the ones below it are made when they are needed. */
    public FinishedFiles(Path inbox) {
        this(inbox, Moves.durable());
    }

    FinishedFiles(Path inbox, Moves moves) {
        this.inbox = inbox.toAbsolutePath().normalize();
        this.moves = moves;
    }

    /**
     * Moves a file that has come to its end. Of a jsonl or csv only the failed lines go to {@code .failed}, byte for byte.
     *
     * @param file a file of the inbox; only its name counts
     * @return where the original is now, or empty when it was gone already
     * @throws IOException when a file can't be written or moved; everything is still there, and it can be repeated
     */
    public Optional<Path> finish(Path file, FileOutcome outcome) throws IOException {
        Path original = inInbox(file);
        try {
            return Files.isRegularFile(original, LinkOption.NOFOLLOW_LINKS)
                    ? Optional.of(finishExisting(original, outcome))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            if (Files.exists(original, LinkOption.NOFOLLOW_LINKS)) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /**
     * Leaves only unfinished lines of a jsonl or csv in the inbox, in one atomic replacement, so that a restart sends no
     * finished line again; those that failed go to {@code .failed} before. A file of one prompt stays as it is.
     *
     * @param file a file of the inbox; only its name counts
     * @param soFar the lines that have failed
     * @param delivered whether the prompt that begins in a line was delivered
     * @throws IOException when a file can't be written or moved; everything is still there, and it can be repeated
     */
    public void keepRemaining(Path file, FileOutcome soFar, LongPredicate delivered) throws IOException {
        Path original = inInbox(file);
        PromptFormat format = format(original);
        if (!format.hasManyPrompts() || !Files.isRegularFile(original, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Optional<String> failedName =
                soFar.failures().isEmpty() ? Optional.empty() : Optional.of(failLines(original, format, soFar));
        Set<Long> failed = lines(soFar);
        Path rest = inbox.resolve(new FinalNames(name(original)).temporary(REST));
        Map<Long, Long> left =
                new LineCopy(original, format).write(line -> !failed.contains(line) && !delivered.test(line), rest);
        if (left.isEmpty()) {
            Files.delete(rest);
            moveToDone(original, failedName.orElse(name(original)));
        } else {
            moves.move(rest, original);
        }
        release(failedName);
    }

    /** Whether a file lies directly in the inbox, by whatever way it is named. */
    boolean isInInbox(Path file) {
        Path parent = file.toAbsolutePath().normalize().getParent();
        try {
            return inbox.equals(parent) || parent != null && Files.isSameFile(inbox, parent);
        } catch (IOException unknown) {
            return false;
        }
    }

    private Path finishExisting(Path original, FileOutcome read) throws IOException {
        PromptFormat format = format(original);
        FileOutcome outcome = LateLines.report(original, format, read);
        if (outcome.failures().isEmpty()) {
            withdraw(original);
            return moveToDone(original, name(original));
        }
        if (outcome.wholeFile() || !format.hasManyPrompts()) {
            return failWhole(original, outcome);
        }
        String failedName = failLines(original, format, outcome);
        Path target = moveToDone(original, failedName);
        release(Optional.of(failedName));
        return target;
    }

    private Path failWhole(Path original, FileOutcome outcome) throws IOException {
        Path failed = directory(FAILED);
        synchronized (this) {
            String failedName = reservations().reserve(name(original), this::isFree);
            Path errors = failed.resolve(temporary(original, ERRORS));
            ErrorReport.write(outcome.failures(), Map.of(), errors);
            moves.move(errors, errorsOf(failedName));
            moves.move(original, failed.resolve(failedName));
            release(Optional.of(failedName));
            return failed.resolve(failedName);
        }
    }

    /** Puts the failed lines and their reasons into {@code .failed}, under a name that stays reserved. */
    private String failLines(Path original, PromptFormat format, FileOutcome outcome) throws IOException {
        Path failed = directory(FAILED);
        Path lines = failed.resolve(temporary(original, LINES));
        Path errors = failed.resolve(temporary(original, ERRORS));
        Map<Long, Long> places = new LineCopy(original, format).write(lines(outcome)::contains, lines);
        ErrorReport.write(outcome.failures(), places, errors);
        synchronized (this) {
            String failedName = reservations().reserve(name(original), this::isFree);
            moves.move(errors, errorsOf(failedName));
            if (places.isEmpty()) {
                Files.delete(lines);
                Files.deleteIfExists(failed.resolve(failedName));
            } else {
                moves.move(lines, failed.resolve(failedName));
            }
            return failedName;
        }
    }

    /** Takes back what an interrupted attempt had put into {@code .failed}: this time nothing failed. */
    private synchronized void withdraw(Path original) throws IOException {
        Optional<String> held = reservations().held(name(original), this::isFree);
        if (held.isPresent()) {
            Path failed = directory(FAILED);
            for (String name : List.of(
                    held.get(), name(errorsOf(held.get())), temporary(original, LINES), temporary(original, ERRORS))) {
                Files.deleteIfExists(failed.resolve(name));
            }
            release(held);
        }
    }

    private synchronized Path moveToDone(Path original, String preferred) throws IOException {
        Path done = directory(DONE);
        String free = new FinalNames(preferred)
                .candidates()
                .filter(name -> !exists(done.resolve(name)))
                .findFirst()
                .orElseThrow();
        moves.move(original, done.resolve(free));
        return done.resolve(free);
    }

    private boolean isFree(String name) {
        return !exists(inbox.resolve(DONE).resolve(name))
                && !exists(inbox.resolve(FAILED).resolve(name))
                && !exists(errorsOf(name));
    }

    private void release(Optional<String> failedName) throws IOException {
        if (failedName.isPresent()) {
            reservations().release(failedName.get());
        }
    }

    private Reservations reservations() {
        return new Reservations(inbox, inbox.resolve(FAILED));
    }

    private Path errorsOf(String failedName) {
        return inbox.resolve(FAILED).resolve(failedName + FinalNames.ERRORS);
    }

    private Path directory(String name) throws IOException {
        Path directory = inbox.resolve(name);
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            create(directory);
        }
        return directory;
    }

    private static void create(Path directory) throws IOException {
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException(directory + " is not a directory; remove it, and it is made anew", e);
            }
        }
    }

    private Path inInbox(Path file) {
        Path inside = inbox.resolve(String.valueOf(file.getFileName())).normalize();
        if (!inbox.equals(inside.getParent())) {
            throw new IllegalArgumentException("file is " + file + "; expected one directly in the inbox " + inbox);
        }
        return inside;
    }

    private static boolean exists(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static String temporary(Path original, String part) {
        return new FinalNames(name(original)).temporary(part);
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    /** A file in no known format was refused as a whole. */
    private static PromptFormat format(Path file) {
        return PromptFormat.of(name(file)).orElse(PromptFormat.TXT);
    }

    private static Set<Long> lines(FileOutcome outcome) {
        return outcome.failures().stream().map(LineFailure::line).collect(Collectors.toSet());
    }
}
