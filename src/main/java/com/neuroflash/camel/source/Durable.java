package com.neuroflash.camel.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Files of ours that are on the disk before the next step is taken. */
public final class Durable {
    private Durable() {}

    /** A new, empty file, or an old one emptied; a symbolic link is refused. */
    public static FileChannel open(Path file) throws IOException {
        return FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
    }

    /** Writes a new file, or an old one anew; its bytes are on the disk at return. */
    public static void write(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = open(file)) {
            write(bytes, channel);
            channel.force(true);
        }
    }

    /** Writes a file that is not there yet; several processes may try, and one succeeds. */
    public static void create(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            write(bytes, channel);
            channel.force(true);
        }
    }

    /** Puts a directory's entries on the disk. */
    public static void sync(Path directory) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException ignored) {
            // not every system can sync a directory; a rename itself is atomic everywhere
        }
    }

    /** Writes all bytes, without waiting for the disk. */
    public static void write(byte[] bytes, FileChannel channel) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
    }
}
