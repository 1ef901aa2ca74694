package com.neuroflash.camel.sqs;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The queue that prompts come from.
 *
 * @param queue its name or its URL; must exist, never created here
 * @param region such as {@code eu-central-1}; for a store without regions any name
 * @param endpoint of a compatible store; AWS itself when empty
 * @param visibility how long a message stays hidden from other consumers after the last sign of life; whole seconds
 */
public record SqsSettings(String queue, String region, Optional<URI> endpoint, Duration visibility) {
    /** The shortest visibility: three signs of life fit into it. */
    public static final Duration SHORTEST_VISIBILITY = Duration.ofSeconds(2);

    /** The longest: a message of a killed process comes again no earlier. */
    public static final Duration LONGEST_VISIBILITY = Duration.ofHours(1);

    /** A message that is still on its way is kept in the ledger and deleted after so long: half of SQS's limit. */
    public static final Duration LONGEST_HOLD = Duration.ofHours(6);

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofSeconds(10);
    private static final int CONNECTIONS = 8;

    /** Checks that all is there. */
    public SqsSettings {
        requireNonNull(queue, "queue is null");
        requireNonNull(region, "region is null");
        requireNonNull(endpoint, "endpoint is null");
        requireNonNull(visibility, "visibility is null");
        if (visibility.compareTo(SHORTEST_VISIBILITY) < 0 || visibility.compareTo(LONGEST_VISIBILITY) > 0) {
            throw new IllegalArgumentException("the visibility must be from " + SHORTEST_VISIBILITY + " to "
                    + LONGEST_VISIBILITY + ", found " + visibility);
        }
    }

    /** A client with the credentials of the AWS default chain; the caller closes it. */
    public SqsClient open() {
        return open(DefaultCredentialsProvider.builder().build());
    }

    /** Why the queue can't be read; empty when it can be, or when these credentials may not tell. Takes nothing from it. */
    public Optional<String> trouble() {
        try (SqsClient client = open()) {
            return new SqsQueue(client, this).trouble();
        }
    }

    SqsClient open(AwsCredentialsProvider credentials) {
        return SqsClient.builder()
                .credentialsProvider(credentials)
                .region(Region.of(region))
                .applyMutation(builder -> endpoint.ifPresent(builder::endpointOverride))
                .overrideConfiguration(override -> override.retryStrategy(RetryMode.STANDARD))
                .httpClientBuilder(ApacheHttpClient.builder()
                        .maxConnections(CONNECTIONS)
                        .connectionTimeout(CONNECT)
                        .socketTimeout(SILENCE))
                .build();
    }

    /** The queue's name: what a person and an identity know it by, in whichever way it is configured. */
    public String name() {
        return queue.substring(queue.lastIndexOf('/') + 1);
    }

    /** Whether the queue is given by its URL. */
    boolean isUrl() {
        return queue.contains("://");
    }
}
