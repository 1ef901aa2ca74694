package com.neuroflash.camel.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The sink contract over a store that speaks S3, read back with the AWS SDK. */
abstract class S3SinkContract extends PutIfAbsentContract {
    private CamelContext camel;

    abstract S3Store store();

    @BeforeEach
    void start() throws Exception {
        camel = store().runRoute();
    }

    @AfterEach
    void stop() throws Exception {
        camel.close();
    }

    @Test
    void downloadsAnObjectThatTellsNoChecksum() {
        ObjectKey key = newKey();
        byte[] bytes = randomBytes(2_000);
        byte[] others = randomBytes(3_000);
        client().putObject(request -> request.bucket(store().bucket()).key(key.value()), RequestBody.fromBytes(bytes));

        deliver(image(key, bytes));
        assertThatThrownBy(() -> deliver(image(key, others))).isInstanceOf(ObjectConflictException.class);

        assertThat(read(key.value())).isEqualTo(bytes);
        assertThat(read(".quarantine/" + key)).isEqualTo(others);
    }

    @Test
    void isProbedAndLeavesNoTrace() {
        ProbeResult result = new S3SinkProbe(client(), store().settings()).probe();

        assertThat(result).isInstanceOf(ProbeResult.Ready.class);
        assertThat(result.finding()).contains(store().bucket());
        assertThat(keys(".neuroflash-probe/")).isEmpty();
    }

    @Test
    void saysThatABucketIsMissing() {
        S3Settings settings = store().settingsOf("no-such-bucket-of-ours");

        ProbeResult result = new S3SinkProbe(client(), settings).probe();

        assertThat(result).isInstanceOfSatisfying(ProbeResult.Unusable.class, unusable -> assertThat(unusable.advice())
                .contains("create the bucket"));
    }

    @Override
    CamelContext camel() {
        return camel;
    }

    @Override
    String sink() {
        return "s3";
    }

    @Override
    List<String> keys(String prefix) {
        return client()
                .listObjectsV2Paginator(
                        request -> request.bucket(store().bucket()).prefix(prefix))
                .contents()
                .stream()
                .map(S3Object::key)
                .toList();
    }

    @Override
    byte[] read(String key) {
        return client().getObjectAsBytes(
                        request -> request.bucket(store().bucket()).key(key))
                .asByteArray();
    }

    @Override
    Optional<Map<String, String>> properties(String key) {
        HeadObjectResponse head =
                client().headObject(request -> request.bucket(store().bucket()).key(key));
        Map<String, String> properties = new HashMap<>(head.metadata());
        properties.put("content-type", head.contentType());
        return Optional.of(properties);
    }

    private S3Client client() {
        return store().client();
    }
}
