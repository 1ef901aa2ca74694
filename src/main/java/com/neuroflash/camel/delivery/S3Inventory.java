package com.neuroflash.camel.delivery;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Reads a bucket. */
final class S3Inventory implements SinkInventory {
    private final S3Client client;
    private final String bucket;

    S3Inventory(S3Client client, String bucket) {
        this.client = requireNonNull(client, "client is null");
        this.bucket = requireNonNull(bucket, "bucket is null");
    }

    /** A list tells no metadata, so no checksum. */
    @Override
    public Stream<Entry> objects() {
        return GuardedObjects.stream(this::list, this::translated)
                .filter(object -> !object.key().startsWith(S3SinkProbe.PREFIX))
                .map(object -> new Entry(object.key(), object.size(), Optional.empty()));
    }

    @Override
    public Optional<Entry> find(String key) {
        try {
            HeadObjectResponse head =
                    client.headObject(request -> request.bucket(bucket).key(key));
            return Optional.of(new Entry(
                    key,
                    head.contentLength(),
                    Optional.ofNullable(head.metadata().get(S3Request.SHA256))));
        } catch (NoSuchKeyException ignored) {
            // removed, or never there
            return Optional.empty();
        } catch (SdkException failure) {
            throw unreadable(failure);
        }
    }

    @Override
    public String sha256(Entry entry) {
        return entry.sha256().orElseGet(() -> downloadedSha256(entry.key()));
    }

    @Override
    public Optional<byte[]> read(String key, int longest) {
        try (ResponseInputStream<GetObjectResponse> input =
                client.getObject(request -> request.bucket(bucket).key(key))) {
            byte[] bytes = input.readNBytes(longest);
            if (input.read() < 0) {
                return Optional.of(bytes);
            }
            input.abort(); // closing would read the rest
            return Optional.empty();
        } catch (NoSuchKeyException ignored) {
            // removed, or never there
            return Optional.empty();
        } catch (SdkException | IOException failure) {
            throw unreadable(failure);
        }
    }

    private Iterator<S3Object> list() {
        return client.listObjectsV2Paginator(request -> request.bucket(bucket))
                .contents()
                .iterator();
    }

    private String downloadedSha256(String key) {
        try (InputStream input =
                client.getObject(request -> request.bucket(bucket).key(key))) {
            return Checksums.of(input).sha256();
        } catch (SdkException | IOException failure) {
            throw unreadable(failure);
        }
    }

    private RuntimeException translated(RuntimeException failure) {
        return failure instanceof SdkException ? unreadable(failure) : failure;
    }

    private SinkUnavailableException unreadable(Exception failure) {
        return new SinkUnavailableException(
                SinkUnavailableException.Reason.FAILED,
                "bucket " + bucket + " can't be read: " + failure.getMessage(),
                failure);
    }
}
