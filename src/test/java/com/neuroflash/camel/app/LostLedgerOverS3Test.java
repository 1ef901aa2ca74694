package com.neuroflash.camel.app;

import com.neuroflash.camel.delivery.LocalS3Server;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

class LostLedgerOverS3Test extends LostLedgerContract {
    private static final String BUCKET = "images";
    private static final Map<String, String> CREDENTIALS =
            Map.of("aws.accessKeyId", "local-identity", "aws.secretAccessKey", "local-credential");

    private static LocalS3Server server;
    private static S3Client client;

    @BeforeAll
    static void startServer() throws Exception {
        CREDENTIALS.forEach(System::setProperty);
        server = new LocalS3Server();
        client = S3Client.builder()
                .endpointOverride(server.endpoint())
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create("local-identity", "local-credential")))
                .build();
    }

    @AfterAll
    static void stopServer() {
        client.close();
        server.close();
        CREDENTIALS.keySet().forEach(System::clearProperty);
    }

    @Override
    @BeforeEach
    void deliver() {
        client.createBucket(request -> request.bucket(BUCKET));
        super.deliver();
    }

    @AfterEach
    void empty() {
        client.listObjectsV2Paginator(request -> request.bucket(BUCKET))
                .contents()
                .forEach(object -> remove(object.key()));
        client.deleteBucket(request -> request.bucket(BUCKET));
    }

    @Override
    void put(String key, byte[] bytes) {
        client.putObject(
                request -> request.bucket(BUCKET).key(key).metadata(Map.of("sha256", SinkFixture.sha256(bytes))),
                RequestBody.fromBytes(bytes));
    }

    @Override
    void remove(String key) {
        client.deleteObject(request -> request.bucket(BUCKET).key(key));
    }

    @Override
    Map<String, String> sinkSettings() {
        return Map.of(
                "DELIVERY_SINK", "s3",
                "S3_BUCKET", BUCKET,
                "S3_REGION", "us-east-1",
                "S3_ENDPOINT", server.endpoint().toString(),
                "S3_PATH_STYLE", "true");
    }
}
