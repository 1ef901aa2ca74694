package com.neuroflash.camel.delivery;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.s3.S3Client;

/** A bucket of a store that runs, and a client for it. */
final class S3Store implements AutoCloseable {
    private final S3Settings settings;
    private final S3Client client;

    S3Store(URI endpoint, String bucket) {
        this.settings = new S3Settings(bucket, "us-east-1", Optional.of(endpoint), true, 20);
        this.client = settings.open(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local-identity", "local-credential")));
    }

    S3Store withNewBucket() {
        client.createBucket(request -> request.bucket(settings.bucket()));
        return this;
    }

    void removeBucket() {
        client.listObjectsV2Paginator(request -> request.bucket(settings.bucket()))
                .contents()
                .forEach(object -> client.deleteObject(
                        request -> request.bucket(settings.bucket()).key(object.key())));
        client.deleteBucket(request -> request.bucket(settings.bucket()));
    }

    CamelContext runRoute() throws Exception {
        return Routes.run(
                "deliver-to-s3",
                Map.of(
                        "s3Client", client,
                        "s3Request", new S3Request(),
                        "s3ConflictResolver", new S3ConflictResolver(client, settings.bucket())),
                Map.of("s3.bucket", settings.bucket()));
    }

    S3Settings settings() {
        return settings;
    }

    S3Settings settingsOf(String bucket) {
        return new S3Settings(bucket, settings.region(), settings.endpoint(), true, 20);
    }

    S3Client client() {
        return client;
    }

    String bucket() {
        return settings.bucket();
    }

    @Override
    public void close() {
        client.close();
    }
}
