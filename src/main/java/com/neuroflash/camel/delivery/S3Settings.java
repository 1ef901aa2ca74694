package com.neuroflash.camel.delivery;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;

/**
 * Where the S3 sink puts objects.
 *
 * @param bucket must exist; never created here
 * @param region such as {@code eu-central-1}; for a store without regions any name
 * @param endpoint of a compatible store; AWS itself when empty
 * @param pathStyle whether the bucket is named in the path rather than in the host
 * @param connections how many objects are put at a time
 */
public record S3Settings(String bucket, String region, Optional<URI> endpoint, boolean pathStyle, int connections) {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofSeconds(30);

    /** Checks that all is there. */
    public S3Settings {
        requireNonNull(bucket, "bucket is null");
        requireNonNull(region, "region is null");
        requireNonNull(endpoint, "endpoint is null");
        if (bucket.isBlank() || region.isBlank() || connections < 1) {
            throw new IllegalArgumentException("the S3 sink needs s3.bucket, s3.region and at least one connection;"
                    + " found bucket '" + bucket + "', region '" + region + "', connections " + connections);
        }
    }

    /** A client with the credentials of the AWS default chain; the caller closes it. */
    public S3Client open() {
        return open(DefaultCredentialsProvider.builder().build());
    }

    /**
     * A client that compatible stores understand: Content-MD5 alone guards the bytes, no chunked signatures and no
     * trailing checksums, which many of them refuse.
     */
    S3Client open(AwsCredentialsProvider credentials) {
        return S3Client.builder()
                .credentialsProvider(credentials)
                .region(Region.of(region))
                .applyMutation(builder -> endpoint.ifPresent(builder::endpointOverride))
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(pathStyle)
                        .chunkedEncodingEnabled(false)
                        .build())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .overrideConfiguration(override -> override.retryStrategy(RetryMode.STANDARD))
                .httpClientBuilder(ApacheHttpClient.builder()
                        .maxConnections(connections + 2)
                        .connectionTimeout(CONNECT)
                        .connectionAcquisitionTimeout(SILENCE)
                        .socketTimeout(SILENCE))
                .build();
    }

    /** How an operator knows the bucket. */
    String name() {
        return "bucket " + bucket + endpoint.map(uri -> " at " + uri.getHost()).orElse("");
    }
}
