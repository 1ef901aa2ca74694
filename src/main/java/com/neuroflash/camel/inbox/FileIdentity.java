package com.neuroflash.camel.inbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * Tells one file from another of the same name.
 *
 * @param key the file system's own identity, where it has one
 * @param size in bytes
 * @param modified its modification time
 */
record FileIdentity(Optional<Object> key, long size, FileTime modified) {
    private static final FileIdentity GONE = new FileIdentity(Optional.empty(), -1, FileTime.fromMillis(0));

    /** Whether it is the same file, be it longer by now; where the file system has no identity, size and time tell. */
    boolean isSameFileAs(FileIdentity other) {
        return key.isPresent() ? key.equals(other.key) : equals(other);
    }

    static FileIdentity of(Path file) {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return new FileIdentity(
                    Optional.ofNullable(attributes.fileKey()), attributes.size(), attributes.lastModifiedTime());
        } catch (IOException ignored) {
            // gone or not readable: the reader that comes next says so with its reason
            return GONE;
        }
    }
}
