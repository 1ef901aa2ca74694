package com.neuroflash.camel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.neuroflash.camel.delivery.LocalS3Server;
import com.neuroflash.camel.simulator.BilledBatch;
import com.neuroflash.camel.simulator.Simulator;
import com.neuroflash.camel.simulator.SimulatorSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The packed jar delivers to S3 what was generated, byte for byte, as the AWS SDK reads it back. */
class S3DeliveryIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String BUCKET = "images";

    @TempDir
    private Path directory;

    @Test
    void deliversToS3WhatWasGenerated() throws Exception {
        SimulatorSettings settings = SimulatorSettings.in(directory.resolve("simulator"));
        try (LocalS3Server store = new LocalS3Server();
                S3Client s3 = client(store);
                Simulator simulator = Simulator.start(settings)) {
            s3.createBucket(request -> request.bucket(BUCKET));
            Path inbox = Files.createDirectories(directory.resolve("inbox"));
            Files.writeString(
                    inbox.resolve("three.csv"),
                    "prompt,output_format,name\nA red kettle,png,kettle\nA blue mug,webp,mug\n\"Fog, hills\",jpeg,fog\n");

            try (PackedJar jar = PackedJar.start(
                    directory,
                    environment(store, simulator),
                    "--set",
                    "inbox.directory=inbox",
                    "--set",
                    "delivery.sink=s3",
                    "--set",
                    "s3.path-style=true")) {
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(inbox.resolve(".done/three.csv"))
                        .exists());
                jar.terminate();
            }

            List<S3Object> objects =
                    s3.listObjectsV2(request -> request.bucket(BUCKET)).contents();
            assertThat(objects).hasSize(6);
            assertThat(simulator.bill()).hasSize(3);
            for (BilledBatch batch : simulator.bill()) {
                assertSame(s3, objects, simulator, batch.imageIds().get(0));
            }
        }
    }

    private static void assertSame(S3Client s3, List<S3Object> objects, Simulator simulator, String imageId)
            throws IOException, InterruptedException {
        String key = objects.stream()
                .map(S3Object::key)
                .filter(name -> name.contains(imageId) && !name.endsWith(".json"))
                .findFirst()
                .orElseThrow();
        byte[] stored =
                s3.getObjectAsBytes(request -> request.bucket(BUCKET).key(key)).asByteArray();

        assertThat(stored).isEqualTo(view(simulator, imageId));
        JsonNode sidecar = new ObjectMapper()
                .readTree(s3.getObjectAsBytes(request -> request.bucket(BUCKET).key(key + ".json"))
                        .asByteArray());
        assertThat(sidecar.path("image").path("length").asLong()).isEqualTo(stored.length);
    }

    private static byte[] view(Simulator simulator, String imageId) throws IOException, InterruptedException {
        URI uri = simulator.baseUrl().resolve("/api/ds-prototypes/image_generation/" + imageId + "/view");
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + SimulatorSettings.DEFAULT_ACCESS_TOKEN)
                .header("x-workspace-id", SimulatorSettings.DEFAULT_WORKSPACE)
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }

    private static Map<String, String> environment(LocalS3Server store, Simulator simulator) {
        Map<String, String> environment = new HashMap<>();
        environment.put("NEUROFLASH_BASE_URL", simulator.baseUrl().toString());
        environment.put("NEUROFLASH_WORKSPACE_ID", SimulatorSettings.DEFAULT_WORKSPACE);
        environment.put("NEUROFLASH_CLIENT_ID", SimulatorSettings.DEFAULT_CLIENT_ID);
        environment.put("NEUROFLASH_CLIENT_SECRET", SimulatorSettings.DEFAULT_CLIENT_SECRET);
        environment.put("NEUROFLASH_TOKEN_URL", simulator.tokenUrl().toString());
        environment.put("S3_BUCKET", BUCKET);
        environment.put("S3_REGION", "us-east-1");
        environment.put("S3_ENDPOINT", store.endpoint().toString());
        environment.put("AWS_ACCESS_KEY_ID", "local-identity");
        environment.put("AWS_SECRET_ACCESS_KEY", "local-credential");
        return environment;
    }

    private static S3Client client(LocalS3Server store) {
        return S3Client.builder()
                .endpointOverride(store.endpoint())
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create("local-identity", "local-credential")))
                .build();
    }
}
