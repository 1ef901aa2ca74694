package com.neuroflash.camel.inbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
    private final Path inbox;
    private final Path failed;

    Reservations(Path inbox, Path failed) {
        this.inbox = inbox;
        this.failed = failed;
    }

    /** The name that is reserved for the file, or the first that is free and is so from now on. */
    String reserve(String fileName, NameCheck isFree) throws IOException {
        String own = owner(fileName);
        Place place = place(fileName, own, isFree);
        if (!place.held) {
            Durable.write(marker(place.name), own.getBytes(StandardCharsets.UTF_8));
        }
        return place.name;
    }

    /** The name that is reserved for the file since an earlier, interrupted attempt. */
    Optional<String> held(String fileName, NameCheck isFree) throws IOException {
        Place place = place(fileName, owner(fileName), isFree);
        return place.held ? Optional.of(place.name) : Optional.empty();
    }

    void release(String name) throws IOException {
        Files.deleteIfExists(marker(name));
    }

    private Place place(String fileName, String own, NameCheck isFree) throws IOException {
        Iterator<String> candidates = new FinalNames(fileName).candidates().iterator();
        while (true) {
            String name = candidates.next();
            String owner = read(name);
            if (owner.equals(own)) {
                return new Place(name, true);
            }
            if (isStale(owner) && isFree.isFree(name)) {
                return new Place(name, false);
            }
        }
    }

    private boolean isStale(String owner) throws IOException {
        try {
            int end = owner.indexOf('\n');
            return end < 0 || !owner.equals(owner(owner.substring(end + 1)));
        } catch (NoSuchFileException e) {
            return true;
        }
    }

    /** A file and its state: another file that comes later under the same name is another owner. */
    private String owner(String fileName) throws IOException {
        BasicFileAttributes state =
                Files.readAttributes(inbox.resolve(fileName), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return state.size() + " " + state.lastModifiedTime() + " " + state.fileKey() + "\n" + fileName;
    }

    private String read(String name) throws IOException {
        try {
            return Files.readString(marker(name));
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    private Path marker(String name) {
        return failed.resolve("." + name + ".reserved");
    }

    private record Place(String name, boolean held) {}

    /** Whether a name may be taken. */
    interface NameCheck {
        boolean isFree(String name) throws IOException;
    }
}
