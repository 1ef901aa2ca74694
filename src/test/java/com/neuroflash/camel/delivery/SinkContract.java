package com.neuroflash.camel.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every sink promises, asked through its route. */
abstract class SinkContract {
    @TempDir
    Path files;

    /** Runs the sink's route. */
    abstract CamelContext camel();

    /** The sink's name: its route is {@code deliver-to-<name>}. */
    abstract String sink();

    /** Every key of the sink that begins with {@code prefix}, once; quarantine has a prefix of its own. */
    abstract List<String> keys(String prefix);

    abstract byte[] read(String key);

    /** The content type and user metadata that the store keeps; empty for a store that keeps none. */
    abstract Optional<Map<String, String>> properties(String key);

    @Test
    void returnsImageAndSidecarByteForByte() {
        byte[] bytes = randomBytes(300_000);
        SinkObject image = image(newKey(), bytes);
        SinkObject sidecar = SinkObject.sidecar(image.key(), "{\"prompt\":\"süß\"}\n".getBytes(StandardCharsets.UTF_8));

        deliver(image);
        deliver(sidecar);

        assertThat(read(image.key().value())).isEqualTo(bytes);
        assertThat(read(image.key() + ".json")).asString(StandardCharsets.UTF_8).isEqualTo("{\"prompt\":\"süß\"}\n");
        properties(image.key().value()).ifPresent(found -> assertThat(found)
                .containsEntry("content-type", "image/png")
                .containsEntry("sha256", image.sha256()));
        properties(image.key() + ".json").ifPresent(found -> assertThat(found)
                .containsEntry("content-type", "application/json")
                .containsEntry("sha256", sidecar.sha256()));
    }

    @Test
    void isDoneWhenTheSameIsPutAgain() {
        SinkObject image = image(newKey(), randomBytes(10_000));
        SinkObject sidecar = SinkObject.sidecar(image.key(), new byte[] {'{', '}'});

        for (int attempt = 0; attempt < 3; attempt++) {
            deliver(image);
            deliver(sidecar);
        }

        assertThat(keys(folder(image))).containsExactlyInAnyOrder(image.key().value(), image.key() + ".json");
        assertThat(keys(".quarantine/" + folder(image))).isEmpty();
        assertThat(read(image.key().value())).isEqualTo(randomBytes(10_000));
    }

    @Test
    void letsNoHostileNameEscapeOrBeEvaluated() {
        List<String> hostile = List.of(
                "../../../etc/passwd",
                "..\\..\\windows",
                "/absolute",
                "${env:HOME}",
                "{{s3.bucket}}",
                "${body}",
                "$simple{camelId}",
                "con",
                ".hidden",
                "a\u0000b\r\nx-amz-acl: public-read",
                "\u202Egnp.exe",
                "");
        String folder = "hostile-" + UUID.randomUUID();
        KeyTemplate template = KeyTemplate.compile(folder + "/{name}/{image_id}.{ext}");

        for (String name : hostile) {
            deliver(image(template.keyOf(values(name, name + "1")), randomBytes(100)));
        }

        assertThat(keys(folder)).hasSize(hostile.size()).allSatisfy(key -> assertThat(key)
                .matches("[A-Za-z0-9/._-]+")
                .doesNotContain("..")
                .doesNotContain(Optional.ofNullable(System.getenv("HOME")).orElse("no home")));
    }

    @Test
    void refusesAKeyThatIsNotProven() {
        SinkObject image = image(newKey(), randomBytes(100));

        for (String key :
                List.of("../outside.png", "a/../../b.png", "${env:HOME}.png", "/etc/x.png", ".quarantine/a")) {
            assertThatThrownBy(() -> deliver(image, Map.of(DeliveryHeaders.KEY, key)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not an object key");
        }
    }

    @Test
    void ignoresHeadersThatSpeakToAComponent() {
        SinkObject image = image(newKey(), randomBytes(100));

        deliver(
                image,
                Map.of(
                        "CamelAwsS3OverrideBucketName", "another-bucket",
                        "CamelAwsS3Operation", "deleteObject",
                        "CamelAwsS3Key", "another-key",
                        "CamelAwsS3CannedAcl", "public-read",
                        "CamelFileName", "../another-file",
                        "CamelOverruleFileName", "../another-file",
                        "CamelJmsDestinationName", "another-queue",
                        "CamelHttpUri", "http://127.0.0.1:1/"));

        assertThat(keys(folder(image))).containsExactly(image.key().value());
    }

    @Test
    void asksForTheImageAgainWhenItsFileHasChangedOrIsCutOffOrGone() throws IOException {
        SinkObject image = image(newKey(), randomBytes(1_000));
        Path file = ((File) image.body()).toPath();

        Files.write(file, new byte[1_000]);
        assertThatThrownBy(() -> deliver(image)).isInstanceOf(CorruptImageException.class);
        Files.write(file, randomBytes(999));
        assertThatThrownBy(() -> deliver(image)).isInstanceOf(CorruptImageException.class);
        Files.delete(file);
        assertThatThrownBy(() -> deliver(image)).isInstanceOf(CorruptImageException.class);

        assertThat(keys(folder(image))).isEmpty();
    }

    final void deliver(SinkObject object) {
        deliver(object, Map.of());
    }

    final void deliver(SinkObject object, Map<String, Object> headers) {
        try (ProducerTemplate producer = camel().createProducerTemplate()) {
            Exchange exchange = new DefaultExchange(camel());
            object.writeTo(exchange.getMessage());
            exchange.getMessage().getHeaders().putAll(headers);
            producer.send("direct:deliver-to-" + sink(), exchange);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new AssertionError("expected an unchecked exception", failure);
        }
    }

    final SinkObject image(ObjectKey key, byte[] bytes) {
        try {
            Path file = files.resolve(UUID.randomUUID() + ".png");
            Files.write(file, bytes);
            Checksums checksums = Checksums.of(bytes);
            return SinkObject.image(
                    key, new VerifiedImage(file, ImageFormat.PNG, 1, 1, bytes.length, checksums.sha256()));
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    static ObjectKey newKey() {
        return new ObjectKey("test-" + UUID.randomUUID() + "/2026-11-22/cat.png");
    }

    /** The same for the same length. */
    static byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    static KeyValues values(String name, String imageId) {
        return new KeyValues(
                imageId,
                0,
                ImageFormat.PNG,
                Optional.of(Instant.parse("2026-11-22T10:11:12Z")),
                Optional.of(name),
                Optional.of("nano-banana-2"),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    static String folder(SinkObject object) {
        return object.key().value().split("/")[0];
    }
}
