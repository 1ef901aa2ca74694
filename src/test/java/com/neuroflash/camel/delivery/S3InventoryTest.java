package com.neuroflash.camel.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;

class S3InventoryTest {
    private static LocalS3Server server;
    private static S3Store store;
    private static SinkInventory inventory;

    @BeforeAll
    static void fill() throws Exception {
        server = new LocalS3Server();
        store = new S3Store(server.endpoint(), "images").withNewBucket();
        inventory = SinkInventory.ofBucket(store.client(), store.bucket());
        put("a/b.png", "image", Map.of("sha256", "told"));
        put("a/c.png", "image", Map.of());
        put("a/empty.json", "", Map.of());
        put(".neuroflash-probe/x", "nf", Map.of());
    }

    @AfterAll
    static void stop() {
        store.close();
        server.close();
    }

    @Test
    void listsWhatIsDelivered() {
        try (Stream<SinkInventory.Entry> objects = inventory.objects()) {
            assertThat(objects)
                    .extracting(SinkInventory.Entry::key)
                    .containsExactlyInAnyOrder("a/b.png", "a/c.png", "a/empty.json");
        }
        assertThat(inventory.holdsSidecars()).isFalse();
    }

    @Test
    void takesTheChecksumThatTheStoreTellsElseComputesIt() {
        assertThat(inventory.sha256(inventory.find("a/b.png").orElseThrow())).isEqualTo("told");
        assertThat(inventory.sha256(inventory.find("a/c.png").orElseThrow()))
                .isEqualTo(
                        Checksums.of("image".getBytes(StandardCharsets.UTF_8)).sha256());
    }

    @Test
    void readsNoMoreThanIsWanted() {
        assertThat(inventory.read("a/b.png", 5)).contains("image".getBytes(StandardCharsets.UTF_8));
        assertThat(inventory.read("a/b.png", 4)).isEmpty();
        assertThat(inventory.read("a/none.png", 4)).isEmpty();
        assertThat(inventory.find("a/none.png")).isEmpty();
    }

    @Test
    void saysThatABucketIsGone() {
        SinkInventory gone = SinkInventory.ofBucket(store.client(), "no-such-bucket");

        assertThatThrownBy(() -> {
                    try (Stream<SinkInventory.Entry> objects = gone.objects()) {
                        objects.forEach(entry -> {});
                    }
                })
                .isInstanceOf(SinkUnavailableException.class)
                .hasMessageContaining("no-such-bucket");
    }

    private static void put(String key, String text, Map<String, String> metadata) {
        store.client()
                .putObject(
                        request -> request.bucket(store.bucket()).key(key).metadata(metadata),
                        RequestBody.fromString(text));
    }
}
