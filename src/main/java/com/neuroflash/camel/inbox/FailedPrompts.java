package com.neuroflash.camel.inbox;

import static java.util.Objects.requireNonNull;

import com.neuroflash.camel.source.Durable;
import com.neuroflash.camel.source.LineFailure;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** What lies in {@code .failed}, for a person who has it dropped into the inbox again; also beside a running service. */
public final class FailedPrompts {
    private final Path inbox;
    private final Path failed;

    /** Keeps the inbox. */
    public FailedPrompts(Path inbox) {
        this.inbox = requireNonNull(inbox, "inbox is null");
        failed = inbox.resolve(FinishedFiles.FAILED);
    }

    /** All of it, longest there first; without reports about what can't be dropped in again. */
    public List<FailedFile> list() throws IOException {
        if (!Files.isDirectory(failed, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        List<FailedFile> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(failed, FailedPrompts::isContent)) {
            for (Path file : all) {
                read(file).ifPresent(files::add);
            }
        }
        files.sort(Comparator.comparing(FailedFile::since).thenComparing(FailedFile::name));
        return files;
    }

    /**
     * Moves a file back into the inbox, under a name that is free there, and removes its report. After a crash on the way
     * it lies in the inbox, or still here, or in both: repeating it then bills nothing, as its prompts are known.
     *
     * @return false when it is gone
     */
    public boolean dropIn(FailedFile file) throws IOException {
        try {
            putIntoInbox(file);
        } catch (NoSuchFileException gone) {
            return false;
        }
        Durable.sync(inbox);
        Files.deleteIfExists(report(file.file()));
        Files.deleteIfExists(file.file());
        Durable.sync(failed);
        return true;
    }

    private void putIntoInbox(FailedFile file) throws IOException {
        Iterator<String> names = new FinalNames(file.name()).candidates().iterator();
        boolean put = false;
        while (!put) {
            put = put(file.file(), inbox.resolve(names.next()));
        }
    }

    /** By a link, which is refused where the name is taken and which a crash can't half-do; a rename would replace. */
    private static boolean put(Path file, Path target) throws IOException {
        try {
            Files.createLink(target, file);
            return true;
        } catch (FileAlreadyExistsException taken) {
            return Files.isSameFile(target, file);
        } catch (NoSuchFileException gone) {
            throw gone;
        } catch (UnsupportedOperationException | FileSystemException noLinks) {
            if (Directories.exists(target)) {
                return false;
            }
            Files.move(file, target);
            return true;
        }
    }

    private Optional<FailedFile> read(Path file) throws IOException {
        try {
            BasicFileAttributes content =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!content.isRegularFile()) {
                return Optional.empty();
            }
            Path report = report(file);
            boolean told = Files.isRegularFile(report, LinkOption.NOFOLLOW_LINKS);
            Instant modified = content.lastModifiedTime().toInstant();
            List<LineFailure> failures = told ? ErrorReport.read(report) : List.of();
            return Optional.of(new FailedFile(
                    file,
                    modified,
                    told ? Files.getLastModifiedTime(report).toInstant() : modified,
                    failures,
                    !Files.exists(Reservations.marker(failed, file.getFileName().toString()))));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    private static boolean isContent(Path file) {
        String name = file.getFileName().toString();
        return !name.startsWith(".") && !name.endsWith(FinalNames.ERRORS);
    }

    private static Path report(Path file) {
        return file.resolveSibling(file.getFileName() + FinalNames.ERRORS);
    }
}
