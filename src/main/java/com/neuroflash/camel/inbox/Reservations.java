package com.neuroflash.camel.inbox;

import com.neuroflash.camel.source.Durable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Iterator;
import java.util.Optional;

/**
 * Which name of {@code .failed} belongs to a file that is on its way there, on disk until it has arrived: a repetition
 * after a crash takes the same name and may replace what it had written, and nobody else gets it.
 */
final class Reservations {
    private static final String LETTER = "letter ";

    private final Path inbox;
    private final Path failed;

    Reservations(Path inbox, Path failed) {
        this.inbox = inbox;
        this.failed = failed;
    }

    /** The name that is reserved for the owner, or the first that is free and is its own from now on. */
    String reserve(String preferred, String owner, NameCheck isFree) throws IOException {
        return reserve(new FinalNames(preferred), owner, isFree);
    }

    /** The same among given names. */
    String reserve(FinalNames names, String owner, NameCheck isFree) throws IOException {
        Place place = place(names, owner, isFree);
        while (!place.held && !take(place, owner, isFree)) {
            place = place(names, owner, isFree);
        }
        return place.name;
    }

    /** The name that is reserved for the owner since an earlier, interrupted attempt. */
    Optional<String> held(String preferred, String owner, NameCheck isFree) throws IOException {
        Place place = place(new FinalNames(preferred), owner, isFree);
        return place.held ? Optional.of(place.name) : Optional.empty();
    }

    /** A prompt that fails by itself, without a file of the inbox. */
    static String letterOwner(String intent) {
        return LETTER + intent;
    }

    void release(String name) throws IOException {
        Files.deleteIfExists(marker(name));
    }

    /** Another process may be faster: then it is to be looked for again. */
    private boolean take(Place place, String owner, NameCheck isFree) throws IOException {
        if (place.stale) {
            release(place.name);
        }
        try {
            Durable.create(marker(place.name), owner.getBytes(StandardCharsets.UTF_8));
        } catch (FileAlreadyExistsException e) {
            return false;
        }
        boolean stillFree = isFree.isFree(place.name);
        if (!stillFree) {
            release(place.name);
        }
        return stillFree;
    }

    private Place place(FinalNames names, String own, NameCheck isFree) throws IOException {
        Iterator<String> candidates = names.candidates().iterator();
        while (true) {
            String name = candidates.next();
            Optional<String> owner = read(name);
            if (owner.equals(Optional.of(own))) {
                return new Place(name, true, false);
            }
            if ((owner.isEmpty() || isStale(owner.get())) && isFree.isFree(name)) {
                return new Place(name, false, owner.isPresent());
            }
        }
    }

    private boolean isStale(String owner) throws IOException {
        // an empty one is just being written by another process
        if (owner.isEmpty() || owner.startsWith(LETTER)) {
            return false;
        }
        try {
            int end = owner.indexOf('\n');
            return end < 0 || !owner.equals(owner(owner.substring(end + 1)));
        } catch (NoSuchFileException e) {
            return true;
        }
    }

    /** A file and its state: another file that comes later under the same name is another owner. */
    String owner(String fileName) throws IOException {
        BasicFileAttributes state =
                Files.readAttributes(inbox.resolve(fileName), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return state.size() + " " + state.lastModifiedTime() + " " + state.fileKey() + "\n" + fileName;
    }

    private Optional<String> read(String name) throws IOException {
        try {
            return Optional.of(Files.readString(marker(name)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private Path marker(String name) {
        return marker(failed, name);
    }

    /** What says that a file is on its way to this name of {@code .failed}. */
    static Path marker(Path failed, String name) {
        return failed.resolve("." + name + ".reserved");
    }

    private record Place(String name, boolean held, boolean stale) {}

    /** Whether a name may be taken. */
    interface NameCheck {
        boolean isFree(String name) throws IOException;
    }
}
