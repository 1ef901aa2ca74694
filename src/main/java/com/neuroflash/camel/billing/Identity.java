package com.neuroflash.camel.billing;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * What makes a message the same message when it comes again; an intent's key.
 *
 * @param value 64 lower-case hexadecimal digits
 */
public record Identity(String value) {
    private static final String RESUME_PREFIX = "intent-";

    /** Checks the shape. */
    public Identity {
        Sha256.requireDigest(value, "an identity");
    }

    /**
     * By the sender's own id, unique within a source. An id that {@link #asId()} made is the identity it was made from,
     * whatever the source, so that a line dropped in again resumes its intent.
     */
    public static Identity ofSender(String source, String id) {
        return resumed(id)
                .orElseGet(() -> new Identity(Sha256.ofParts("sender", source, requireNonNull(id, "id is null"))));
    }

    /** By a place in a file, for messages without an id: name, modification time, line (from 1) and the line's bytes. */
    public static Identity ofLine(String source, String fileName, Instant modified, long line, byte[] content) {
        return new Identity(
                Sha256.ofParts("line", source, fileName, modified.toString(), Long.toString(line), Sha256.of(content)));
    }

    /**
     * By what a broker calls a message, for messages without an id: the same over its redeliveries.
     *
     * @param place the queue, topic, schedule or address
     * @param messageId the broker's own id, unique at that place
     * @param line the line in the message, from 1
     */
    public static Identity ofMessage(String source, String place, String messageId, long line, byte[] content) {
        return new Identity(
                Sha256.ofParts("message", source, place, messageId, Long.toString(line), Sha256.of(content)));
    }

    /** The identity that an id made by {@link #asId()} stands for. */
    public static Optional<Identity> resumed(String id) {
        return Optional.of(id)
                .filter(text -> text.startsWith(RESUME_PREFIX))
                .map(text -> text.substring(RESUME_PREFIX.length()))
                .filter(Sha256::isDigest)
                .map(Identity::new);
    }

    /** The hash of a raw message, to tell whether a known identity comes with other content. */
    public static String rawHash(byte[] rawMessage) {
        return Sha256.of(rawMessage);
    }

    /** The {@code id} under which a failed or parked message may be dropped in again. */
    public String asId() {
        return RESUME_PREFIX + value;
    }

    @Override
    public String toString() {
        return value;
    }
}
