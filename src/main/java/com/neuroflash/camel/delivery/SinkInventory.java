package com.neuroflash.camel.delivery;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Reads what a sink holds; changes nothing. Every method throws {@link SinkUnavailableException} when the sink can't be
 * read now.
 */
public interface SinkInventory {
    /** Whatever went to quarantine is named below it. */
    String QUARANTINE = ".quarantine/";

    /** Every object but probes and unfinished ones, in no promised order; the caller closes the stream. */
    Stream<Entry> objects();

    /** One object; empty when it is not there. */
    Optional<Entry> find(String key);

    /** The SHA-256 of an object's bytes, as the store tells it, else computed. */
    String sha256(Entry entry);

    /**
     * An object's bytes; empty when it is gone or longer.
     *
     * @param longest how many bytes at most
     */
    Optional<byte[]> read(String key, int longest);

    /** Of a directory sink. */
    static SinkInventory ofDirectory(Path root) {
        return new DirectoryInventory(root);
    }

    /** Of an S3 sink; the client stays the caller's. */
    static SinkInventory ofBucket(S3Client client, String bucket) {
        return new S3Inventory(client, bucket);
    }

    /** Of a sink that can't be read, as one of the user's own: it seems to be empty. */
    static SinkInventory ofNothing() {
        return new NoInventory();
    }

    /** The sidecars among the objects that were delivered, by their names. */
    default Stream<Entry> sidecars() {
        return objects().filter(Entry::isNamedLikeASidecar);
    }

    /** Whether there is a sidecar of ours. */
    default boolean holdsSidecars() {
        try (Stream<Entry> named = sidecars()) {
            return named.anyMatch(entry -> read(entry.key(), StoredSidecar.LONGEST)
                    .flatMap(StoredSidecar::parse)
                    .isPresent());
        }
    }

    /**
     * One object.
     *
     * @param key its name
     * @param length in bytes
     * @param sha256 where the store tells it without reading the bytes
     */
    record Entry(String key, long length, Optional<String> sha256) {
        /** Checks that all are there. */
        public Entry {
            requireNonNull(key, "key is null");
            requireNonNull(sha256, "sha256 is null");
        }

        /** Whether it lies in quarantine. */
        public boolean isQuarantined() {
            return key.startsWith(QUARANTINE);
        }

        /** Whether its name is that of a delivered image's sidecar. */
        public boolean isNamedLikeASidecar() {
            return key.endsWith(ObjectKey.SIDECAR_EXTENSION) && !isQuarantined();
        }

        /** The image that it would be the sidecar of. */
        public String imageKey() {
            return key.substring(0, key.length() - ObjectKey.SIDECAR_EXTENSION.length());
        }
    }
}
