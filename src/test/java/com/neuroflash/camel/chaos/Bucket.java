package com.neuroflash.camel.chaos;

import com.neuroflash.camel.delivery.LocalS3Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A bucket of a real S3 server, read back with the AWS SDK past whatever stands in front of it. */
final class Bucket implements AutoCloseable {
    static final Map<String, String> CREDENTIALS =
            Map.of("AWS_ACCESS_KEY_ID", "local-identity", "AWS_SECRET_ACCESS_KEY", "local-credential");
    private static final String NAME = "chaos-images";
    private static final Region REGION = Region.US_EAST_1;

    private final S3Client client;

    private Bucket(S3Client client) {
        this.client = client;
    }

    static Bucket of(LocalS3Server server) {
        S3Client client = S3Client.builder()
                .endpointOverride(server.endpoint())
                .region(REGION)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create("local-identity", "local-credential")))
                .build();
        client.createBucket(request -> request.bucket(NAME));
        return new Bucket(client);
    }

    /** Of a service that reaches it there. */
    Map<String, String> settings(URI endpoint) {
        return Map.of(
                "s3.bucket",
                NAME,
                "s3.region",
                REGION.id(),
                "s3.endpoint",
                endpoint.toString(),
                "s3.path-style",
                "true");
    }

    List<String> keys() {
        return client.listObjectsV2Paginator(request -> request.bucket(NAME)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    /** Every object as a file of its name. */
    void download(Path root) throws IOException {
        for (String key : keys()) {
            Path file = root.resolve(key);
            Files.createDirectories(file.getParent());
            client.getObject(request -> request.bucket(NAME).key(key), file);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
