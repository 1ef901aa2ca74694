package com.neuroflash.camel.inbox;

import com.neuroflash.camel.prompt.PromptFormat;
import com.neuroflash.camel.source.LineFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    private final Path inbox;
    private final Moves moves;
    private final FailedFiles failedFiles;

    /** Keeps the directory; the ones below it are made when they are needed. */
    public FinishedFiles(Path inbox) {
        this(inbox, Moves.durable());
    }

    FinishedFiles(Path inbox, Moves moves) {
        this.inbox = inbox.toAbsolutePath().normalize();
        this.moves = moves;
        this.failedFiles = new FailedFiles(this.inbox, moves);
    }

    /**
     * Moves a file that has come to its end. Of a jsonl or csv only the failed lines go to {@code .failed}, byte for byte.
     * Only what has an intent and no id of its sender gets the intent as its {@code id}; a text becomes an object by that.
     *
     * @param file a file of the inbox; only its name counts
     * @return where the original is now, or what took its place; empty when it was gone already
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

    /** Writes into the same {@code .failed} what fails later. */
    public DeadLetters deadLetters() {
        return new DeadLetters(failedFiles);
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
            failedFiles.withdraw(name(original), SinglePrompt.names(original));
            failedFiles.discardDrafts(name(original));
            return moveToDone(original, name(original));
        }
        if (outcome.wholeFile() || !format.hasManyPrompts()) {
            return failWhole(original, outcome);
        }
        String failedName = failLines(original, format, outcome);
        Path target = moveToDone(original, failedName);
        failedFiles.release(failedName);
        return target;
    }

    private Path failWhole(Path original, FileOutcome outcome) throws IOException {
        FailedFiles.Drafts drafts = failedFiles.drafts(name(original));
        List<String> otherNames = new ArrayList<>(SinglePrompt.names(original));
        Optional<String> withId = new SinglePrompt(original).writeWithId(outcome, drafts.content());
        String preferred = withId.orElse(name(original));
        otherNames.remove(preferred);
        failedFiles.withdraw(name(original), otherNames);
        ErrorReport.write(outcome.failures(), Map.of(), drafts.errors());
        Path content = withId.isPresent() ? drafts.content() : original;
        String failedName = failedFiles.publish(name(original), preferred, drafts.errors(), Optional.of(content));
        if (withId.isPresent()) {
            moves.remove(original);
        }
        failedFiles.discardDrafts(name(original));
        failedFiles.release(failedName);
        return failedFiles.file(failedName);
    }

    /** Puts the failed lines and their reasons into {@code .failed}, under a name that stays reserved. */
    private String failLines(Path original, PromptFormat format, FileOutcome outcome) throws IOException {
        FailedFiles.Drafts drafts = failedFiles.drafts(name(original));
        IntentIds ids = IntentIds.of(format, outcome.failures());
        Map<Long, Long> places = new LineCopy(original, format, ids).write(lines(outcome)::contains, drafts.content());
        ErrorReport.write(outcome.failures(), places, drafts.errors());
        if (places.isEmpty()) {
            Files.delete(drafts.content());
        }
        return failedFiles.publish(
                name(original),
                name(original),
                drafts.errors(),
                Optional.of(drafts.content()).filter(content -> !places.isEmpty()));
    }

    private Path moveToDone(Path original, String preferred) throws IOException {
        synchronized (failedFiles) {
            Path done = Directories.make(inbox.resolve(DONE));
            String free = new FinalNames(preferred)
                    .candidates()
                    .filter(name -> !Directories.exists(done.resolve(name)))
                    .findFirst()
                    .orElseThrow();
            moves.move(original, done.resolve(free));
            return done.resolve(free);
        }
    }

    private Path inInbox(Path file) {
        Path inside = inbox.resolve(String.valueOf(file.getFileName())).normalize();
        if (!inbox.equals(inside.getParent())) {
            throw new IllegalArgumentException("file is " + file + "; expected one directly in the inbox " + inbox);
        }
        return inside;
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
