package com.neuroflash.camel.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Puts objects into a directory, each once: written beside, synced, then linked to its name if nothing has it. When
 * {@link #put} returns, a power cut leaves the object there.
 */
public final class DirectorySink implements Processor, SinkProbe {
    private final SinkDirectories directories;
    private final Publication publication;

    /**
     * A sink below {@code root}, which must exist.
     *
     * @param root never created here: a missing one may be a disk that is not mounted
     */
    public DirectorySink(Path root) {
        this(root, new HardLinkPublication());
    }

    DirectorySink(Path root, Publication publication) {
        this.directories = new SinkDirectories(root);
        this.publication = publication;
    }

    /** Puts the object of a message of the sink contract. */
    @Override
    public void process(Exchange exchange) {
        put(SinkObject.of(exchange.getMessage()));
    }

    /**
     * Stores the object durably, or finds that it is there.
     *
     * @throws ObjectConflictException when other bytes have the key; the new ones are in quarantine
     * @throws SinkUnavailableException when the directory can't take it now
     * @throws CorruptImageException when the body's bytes are not the ones that were verified
     */
    public void put(SinkObject object) {
        object.requireUnchanged();
        try {
            Path target = directories.prepare(object.key().value());
            if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                settle(object, target);
                return;
            }
            if (!publish(object, target)) {
                settle(object, target);
            }
        } catch (IOException failure) {
            throw SinkUnavailableException.of(directories.root().toString(), failure);
        }
    }

    @Override
    public ProbeResult probe() {
        return new DirectoryProbe(directories, publication).probe();
    }

    /** The key is taken: is it by this object, put earlier? Its name may still have to reach the disk. */
    private void settle(SinkObject object, Path target) throws IOException {
        String found = sha256(target);
        if (!found.equals(object.sha256()) && !isSidecarOfSameImage(object, target)) {
            throw new ObjectConflictException(object, found, quarantine(object));
        }
        SinkDirectories.sync(target.getParent());
    }

    private static boolean isSidecarOfSameImage(SinkObject object, Path target) throws IOException {
        if (!object.isSidecar() || !Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (InputStream input = Files.newInputStream(target)) {
            return object.isSidecarLike(input.readNBytes(StoredSidecar.LONGEST));
        }
    }

    private String quarantine(SinkObject object) throws IOException {
        Path first = directories.prepare(object.quarantineKey(0));
        if (publish(object, first) || sha256(first).equals(object.sha256())) {
            return object.quarantineKey(0);
        }
        publish(object, directories.prepare(object.quarantineKey(1)));
        return object.quarantineKey(1);
    }

    private boolean publish(SinkObject object, Path target) throws IOException {
        Path temporary = directories.prepare(DirectoryProbe.INCOMING + "/" + UUID.randomUUID() + ".part");
        try {
            write(object, temporary);
            boolean published = publication.publish(temporary, target);
            SinkDirectories.sync(target.getParent());
            return published;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void write(SinkObject object, Path temporary) throws IOException {
        try (FileChannel channel =
                        FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                OutputStream output = Channels.newOutputStream(channel);
                InputStream input = object.open()) {
            if (!Checksums.copySha256(input, output).equals(object.sha256())) {
                throw new CorruptImageException(
                        temporary, "the bytes that were verified", "others: the file changed since");
            }
            channel.force(true);
        }
    }

    /** Of a link or a directory there are no bytes to compare. */
    private static String sha256(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new NoSuchFileException(file.toString(), null, "it was removed while it was compared");
            }
            return "none: it is no regular file";
        }
        try (InputStream input = Files.newInputStream(file)) {
            return Checksums.copySha256(input, OutputStream.nullOutputStream());
        }
    }
}
