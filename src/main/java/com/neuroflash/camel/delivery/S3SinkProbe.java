package com.neuroflash.camel.delivery;

import static java.util.Objects.requireNonNull;

import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Tries the bucket with a tiny object of its own below {@code .neuroflash-probe/}: whether it is there, takes objects,
 * keeps their metadata, and refuses a second put of a key, without which nothing is put once.
 */
public final class S3SinkProbe implements SinkProbe {
    static final String PREFIX = ".neuroflash-probe/";

    private static final byte[] TRIAL = {'n', 'f'};

    private final S3Client client;
    private final S3Settings settings;
    private final String again = PREFIX + UUID.randomUUID();

    /** Tries the bucket of {@code settings}; the client stays the caller's. */
    public S3SinkProbe(S3Client client, S3Settings settings) {
        this.client = requireNonNull(client, "client is null");
        this.settings = requireNonNull(settings, "settings is null");
    }

    @Override
    public ProbeResult probe() {
        String key = PREFIX + UUID.randomUUID();
        try {
            put(key);
        } catch (SdkException failure) {
            return unusable(failure);
        }
        try {
            return judge(key);
        } catch (SdkException failure) {
            return unusable(failure);
        }
    }

    /** One conditional put of always the same key: that it is taken says as much. */
    @Override
    public boolean takesObjects() {
        try {
            put(again);
        } catch (S3Exception failure) {
            if (failure.statusCode() != 412) {
                return false;
            }
        } catch (SdkException unreachable) {
            return false;
        }
        try {
            delete(again);
        } catch (SdkException laterThen) {
            // it is one object, and the next look finds it
        }
        return true;
    }

    private ProbeResult judge(String key) {
        Optional<String> weakness = Stream.of(secondPut(key), keptMetadata(key), delete(key))
                .flatMap(Optional::stream)
                .reduce((first, second) -> first + "; " + second);
        return weakness.isEmpty()
                ? new ProbeResult.Ready(settings.name() + " takes objects: put if absent by If-None-Match")
                : new ProbeResult.Weaker(
                        settings.name() + " takes objects, but " + weakness.get(),
                        "use a store that honours If-None-Match and keeps metadata, and allow s3:PutObject,"
                                + " s3:GetObject, and s3:DeleteObject below .neuroflash-probe/");
    }

    /** The second put must be refused with 412; 409 is a store's "try again", which is a refusal, too. */
    private Optional<String> secondPut(String key) {
        try {
            put(key);
            return Optional.of(
                    "it ignores If-None-Match: what is put twice is replaced, so no object is safe from a second put");
        } catch (S3Exception failure) {
            if (failure.statusCode() == 412 || failure.statusCode() == 409) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    private Optional<String> keptMetadata(String key) {
        Map<String, String> metadata = client.headObject(
                        request -> request.bucket(settings.bucket()).key(key))
                .metadata();
        return metadata.containsKey(S3Request.SHA256)
                ? Optional.empty()
                : Optional.of("it loses metadata: what is put again is downloaded to be compared");
    }

    private Optional<String> delete(String key) {
        try {
            client.deleteObject(request -> request.bucket(settings.bucket()).key(key));
            return Optional.empty();
        } catch (S3Exception failure) {
            return Optional.of("the trial object " + key + " can't be deleted (status " + failure.statusCode() + ")");
        }
    }

    private void put(String key) {
        Checksums checksums = Checksums.of(TRIAL);
        client.putObject(
                request -> request.bucket(settings.bucket())
                        .key(key)
                        .ifNoneMatch("*")
                        .contentType("application/octet-stream")
                        .contentMD5(ContentMd5.of(TRIAL))
                        .metadata(Map.of(S3Request.SHA256, checksums.sha256())),
                RequestBody.fromBytes(TRIAL));
    }

    private ProbeResult unusable(SdkException failure) {
        String finding = settings.name() + " can't take objects: " + failure.getMessage();
        return new ProbeResult.Unusable(finding, advice(failure));
    }

    private static String advice(SdkException failure) {
        int status = failure instanceof S3Exception answer ? answer.statusCode() : 0;
        return switch (status) {
            case 301, 307, 400 ->
                "set s3.region to the bucket's region, and s3.path-style=true for most compatible" + " stores";
            case 401, 403 ->
                "give these credentials s3:PutObject and s3:GetObject on the bucket, and check them with"
                        + " aws sts get-caller-identity";
            case 404 -> "create the bucket, or mend s3.bucket; it is never created here";
            case 501 -> "the store does not know If-None-Match: use one that does, or the directory sink";
            default -> unreachable(failure);
        };
    }

    private static String unreachable(Throwable failure) {
        Stream<Throwable> causes = Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
        return causes.anyMatch(UnknownHostException.class::isInstance)
                ? "mend s3.endpoint and s3.region: there is no such host; a compatible store often needs"
                        + " s3.path-style=true"
                : "see whether s3.endpoint can be reached from here and whether credentials are set (environment,"
                        + " profile, or role)";
    }
}
