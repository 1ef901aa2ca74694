package com.neuroflash.camel.delivery;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.Message;

/**
 * An object on its way into a sink, and the message that carries it there.
 *
 * @param key where it goes
 * @param contentType its media type
 * @param length in bytes
 * @param sha256 in lower-case hexadecimal digits
 * @param body a {@link File} or a {@code byte[]}
 */
public record SinkObject(ObjectKey key, String contentType, long length, String sha256, Object body) {
    /** Checks that nothing is null and the body is one of the two types. */
    public SinkObject {
        requireNonNull(key, "key is null");
        requireNonNull(contentType, "contentType is null");
        requireNonNull(sha256, "sha256 is null");
        if (!(body instanceof File) && !(body instanceof byte[])) {
            throw new IllegalArgumentException("expected a body of type File or byte[], found "
                    + (body == null ? "none" : body.getClass().getName()));
        }
    }

    /** A verified image. */
    public static SinkObject image(ObjectKey key, VerifiedImage image) {
        return new SinkObject(
                key,
                image.format().contentType(),
                image.length(),
                image.sha256(),
                image.file().toFile());
    }

    /** The sidecar of the image that has {@code imageKey}. */
    public static SinkObject sidecar(ObjectKey imageKey, byte[] json) {
        Checksums checksums = Checksums.of(json);
        return new SinkObject(
                imageKey.sidecar(), "application/json", checksums.length(), checksums.sha256(), json.clone());
    }

    /**
     * The object that a message of the sink contract carries.
     *
     * @throws IllegalArgumentException when a header is missing or the body is of another type
     */
    public static SinkObject of(Message message) {
        return new SinkObject(
                new ObjectKey(required(message, DeliveryHeaders.KEY, String.class)),
                required(message, DeliveryHeaders.CONTENT_TYPE, String.class),
                required(message, DeliveryHeaders.CONTENT_LENGTH, Long.class),
                required(message, DeliveryHeaders.SHA256, String.class),
                message.getBody());
    }

    /** Makes {@code message} carry this object and nothing else. */
    public void writeTo(Message message) {
        message.removeHeaders("*");
        message.setBody(body);
        message.setHeader(DeliveryHeaders.KEY, key.value());
        message.setHeader(DeliveryHeaders.CONTENT_TYPE, contentType);
        message.setHeader(DeliveryHeaders.CONTENT_LENGTH, length);
        message.setHeader(DeliveryHeaders.SHA256, sha256);
    }

    /** A body that vanished or was cut off is no fault of the sink's: the image must be viewed again. */
    void requireUnchanged() {
        long found = body instanceof File file ? file.length() : ((byte[]) body).length;
        if (found != length) {
            throw new CorruptImageException(
                    Path.of(key.value()), "the " + length + " bytes that were verified", found + " bytes");
        }
    }

    /** The same, byte by byte: for a sink that does not look at them itself. */
    void requireVerifiedBytes() throws IOException {
        requireUnchanged();
        try (InputStream input = open()) {
            requireSha256(Checksums.of(input).sha256());
        }
    }

    void requireSha256(String found) {
        if (!found.equals(sha256)) {
            throw new CorruptImageException(
                    Path.of(key.value()), "the bytes that were verified", "others: the file changed since");
        }
    }

    boolean isSidecar() {
        return body instanceof byte[];
    }

    /** Whether {@code found} is a sidecar of the same image, written when the history showed more of it, or less. */
    boolean isSidecarLike(byte[] found) {
        return body instanceof byte[] told
                && StoredSidecar.parse(told)
                        .flatMap(ours -> StoredSidecar.parse(found).map(ours::isOfSameImage))
                        .orElse(false);
    }

    InputStream open() throws IOException {
        return body instanceof File file
                ? Files.newInputStream(file.toPath())
                : new ByteArrayInputStream((byte[]) body);
    }

    /** Where the bytes go when the key is taken by others; {@code attempt} 0 first, then 1, named by the bytes. */
    String quarantineKey(int attempt) {
        return ".quarantine/" + key + (attempt == 0 ? "" : "." + sha256.substring(0, 16));
    }

    private static <T> T required(Message message, String name, Class<T> type) {
        T value = message.getHeader(name, type);
        if (value == null) {
            throw new IllegalArgumentException("the header " + name + " is missing; see the sink contract");
        }
        return value;
    }
}
