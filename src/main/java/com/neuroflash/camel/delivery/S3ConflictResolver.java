package com.neuroflash.camel.delivery;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Decides what a 412 means: the object is there already, from an earlier attempt or a put whose answer was lost, or the
 * key is taken by other bytes, and then the new ones go to quarantine.
 */
public final class S3ConflictResolver implements Processor {
    private static final int PRECONDITION_FAILED = 412;

    private final S3Client client;
    private final String bucket;

    /** Looks into {@code bucket}; the client stays the caller's. */
    public S3ConflictResolver(S3Client client, String bucket) {
        this.client = requireNonNull(client, "client is null");
        this.bucket = requireNonNull(bucket, "bucket is null");
    }

    /**
     * Returns when equal bytes are there, or a sidecar of the same image.
     *
     * @throws ObjectConflictException when other bytes are there; the new ones are in quarantine
     * @throws SinkUnavailableException when it can't be told now; put again
     */
    @Override
    public void process(Exchange exchange) {
        SinkObject object = SinkObject.of(exchange.getMessage());
        try {
            String found = sha256(object.key().value());
            if (!found.equals(object.sha256()) && !isSidecarOfSameImage(object)) {
                throw new ObjectConflictException(object, found, quarantine(object));
            }
        } catch (SdkException | IOException failure) {
            throw new SinkUnavailableException(
                    SinkUnavailableException.Reason.FAILED,
                    "the key " + object.key() + " is taken and its object can't be compared: " + failure.getMessage(),
                    failure);
        }
    }

    private String sha256(String key) throws IOException {
        Optional<String> told = toldSha256(key);
        return told.isPresent() ? told.get() : downloadedSha256(key);
    }

    private Optional<String> toldSha256(String key) {
        try {
            Map<String, String> metadata = client.headObject(
                            request -> request.bucket(bucket).key(key))
                    .metadata();
            return Optional.ofNullable(metadata.get(S3Request.SHA256));
        } catch (NoSuchKeyException failure) {
            throw new SinkUnavailableException(
                    SinkUnavailableException.Reason.FAILED, "the object " + key + " was removed meanwhile", failure);
        }
    }

    /** An object that someone else put tells nothing of itself. */
    private String downloadedSha256(String key) throws IOException {
        try (InputStream input =
                client.getObject(request -> request.bucket(bucket).key(key))) {
            return Checksums.of(input).sha256();
        }
    }

    private boolean isSidecarOfSameImage(SinkObject object) throws IOException {
        if (!object.isSidecar()) {
            return false;
        }
        try (InputStream input = client.getObject(
                request -> request.bucket(bucket).key(object.key().value()))) {
            return object.isSidecarLike(input.readNBytes(StoredSidecar.LONGEST));
        }
    }

    private String quarantine(SinkObject object) throws IOException {
        String first = object.quarantineKey(0);
        if (put(object, first) || sha256(first).equals(object.sha256())) {
            return first;
        }
        put(object, object.quarantineKey(1));
        return object.quarantineKey(1);
    }

    /** Whether the object was put; false when the key is taken. */
    private boolean put(SinkObject object, String key) throws IOException {
        String contentMd5 = ContentMd5.of(object);
        try {
            client.putObject(
                    request -> request.bucket(bucket)
                            .key(key)
                            .ifNoneMatch("*")
                            .contentType(object.contentType())
                            .contentLength(object.length())
                            .contentMD5(contentMd5)
                            .metadata(Map.of(S3Request.SHA256, object.sha256())),
                    bodyOf(object));
            return true;
        } catch (S3Exception failure) {
            if (failure.statusCode() == PRECONDITION_FAILED) {
                return false;
            }
            throw failure;
        }
    }

    private static RequestBody bodyOf(SinkObject object) {
        return object.body() instanceof File file
                ? RequestBody.fromFile(file)
                : RequestBody.fromBytes((byte[]) object.body());
    }
}
