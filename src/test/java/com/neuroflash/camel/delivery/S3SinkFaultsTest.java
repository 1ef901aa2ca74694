package com.neuroflash.camel.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.neuroflash.camel.delivery.FaultyStore.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

class S3SinkFaultsTest {
    private static LocalS3Server server;
    private static FaultyStore faulty;
    private static S3Store direct;
    private static S3Store store;
    private static CamelContext camel;

    @TempDir
    Path files;

    @BeforeAll
    static void start() throws Exception {
        server = new LocalS3Server(AuthenticationType.NONE);
        faulty = new FaultyStore(server.endpoint());
        direct = new S3Store(server.endpoint(), "images").withNewBucket();
        store = new S3Store(faulty.endpoint(), "images");
        camel = store.runRoute();
    }

    @AfterAll
    static void stop() throws Exception {
        camel.close();
        store.close();
        direct.close();
        faulty.close();
        server.close();
    }

    @BeforeEach
    @AfterEach
    void recover() {
        faulty.recover();
    }

    @Test
    void putsAgainWhileTheStoreSaysConflict() throws Exception {
        SinkObject image = image();
        faulty.meet(Fault.CONFLICT_409, Fault.CONFLICT_409);

        deliver(image);

        assertThat(faulty.puts()).hasSize(3);
        assertThat(read(image)).isEqualTo(bytes());
    }

    @Test
    void asksAgainAndAgainAndLeavesNothing() throws Exception {
        S3SinkProbe probe = new S3SinkProbe(store.client(), store.settings());
        faulty.away(true);
        assertThat(probe.takesObjects()).isFalse();
        faulty.away(false);
        faulty.meet(Fault.FORBIDDEN_403);
        assertThat(probe.takesObjects()).isFalse();
        List<String> before = keys();

        assertThat(probe.takesObjects()).isTrue();
        assertThat(probe.takesObjects()).isTrue();

        assertThat(keys()).isEqualTo(before);
    }

    private static List<String> keys() {
        return direct.client().listObjectsV2(request -> request.bucket("images")).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    @Test
    void givesUpOnAConflictThatLasts() throws Exception {
        SinkObject image = image();
        faulty.meetAlways(Fault.CONFLICT_409);

        assertThatThrownBy(() -> deliver(image))
                .isInstanceOfSatisfying(S3Exception.class, failure -> assertThat(failure.statusCode())
                        .isEqualTo(409));

        assertThat(faulty.puts()).hasSize(6);
    }

    @Test
    void failsWhileTheStoreIsOverloadedAndSucceedsAfterwards() throws Exception {
        SinkObject image = image();
        faulty.meetAlways(Fault.OVERLOADED_503);
        assertThatThrownBy(() -> deliver(image)).isInstanceOf(SdkException.class);

        faulty.recover();
        deliver(image);

        assertThat(read(image)).isEqualTo(bytes());
    }

    @Test
    void findsItsOwnObjectWhenAnAnswerIsLost() throws Exception {
        SinkObject image = image();
        faulty.meet(Fault.LOST_RESPONSE);

        deliver(image);

        assertThat(read(image)).isEqualTo(bytes());
        assertThat(quarantined()).isEmpty();
    }

    @Test
    void findsItsOwnObjectLaterWhenEveryAnswerIsLost() throws Exception {
        SinkObject image = image();
        faulty.meetAlways(Fault.LOST_RESPONSE);
        assertThatThrownBy(() -> deliver(image)).isInstanceOf(SdkException.class);

        faulty.recover();
        deliver(image);

        assertThat(read(image)).isEqualTo(bytes());
        assertThat(quarantined()).isEmpty();
    }

    @Test
    void failsWhenConnectionsAreReset() throws Exception {
        faulty.meetAlways(Fault.RESET);

        SinkObject image = image();

        assertThatThrownBy(() -> deliver(image)).isInstanceOf(SdkException.class);
    }

    @Test
    void sendsChecksumAndConditionAndNoTrailer() throws Exception {
        SinkObject image = image();

        deliver(image);

        assertThat(faulty.puts()).singleElement().satisfies(headers -> assertThat(headers)
                .containsEntry("if-none-match", List.of("*"))
                .containsEntry("content-md5", List.of(ContentMd5.of(bytes())))
                .containsEntry("content-type", List.of("image/png"))
                .containsEntry("content-length", List.of(Long.toString(image.length())))
                .containsEntry("x-amz-meta-sha256", List.of(image.sha256()))
                .doesNotContainKeys("x-amz-trailer", "x-amz-decoded-content-length", "transfer-encoding"));
    }

    @Test
    void reportsAStoreThatIgnoresConditionalPuts() {
        faulty.removeHeaders("if-none-match");

        ProbeResult result = probe(store.settings());

        assertThat(result).isInstanceOf(ProbeResult.Weaker.class);
        assertThat(result.finding()).contains("127.0.0.1", "ignores If-None-Match");
    }

    @Test
    void reportsAStoreThatLosesMetadata() {
        faulty.removeHeaders("x-amz-meta-sha256");

        assertThat(probe(store.settings()).finding()).contains("loses metadata");
    }

    @Test
    void tellsWhatToDoWhenAccessIsDenied() {
        faulty.meet(Fault.FORBIDDEN_403);

        assertThat(probe(store.settings()))
                .isInstanceOfSatisfying(ProbeResult.Unusable.class, unusable -> assertThat(unusable.advice())
                        .contains("s3:PutObject"));
    }

    @Test
    void tellsWhatToDoWhenTheHostIsUnknown() {
        try (S3Store unknown = new S3Store(URI.create("http://no-such-host.invalid"), "images")) {
            assertThat(new S3SinkProbe(unknown.client(), unknown.settings()).probe())
                    .isInstanceOfSatisfying(ProbeResult.Unusable.class, unusable -> assertThat(unusable.advice())
                            .contains("s3.endpoint"));
        }
    }

    @Test
    void startsWhileTheStoreIsAway() throws Exception {
        int closedPort;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closedPort = socket.getLocalPort();
        }

        S3Store away = new S3Store(URI.create("http://127.0.0.1:" + closedPort), "images");
        CamelContext started = away.runRoute();
        try {
            SinkObject image = image();
            assertThat(started.isStarted()).isTrue();
            assertThatThrownBy(() -> deliver(started, image)).isInstanceOf(SdkException.class);
            assertThat(new S3SinkProbe(away.client(), away.settings()).probe())
                    .isInstanceOf(ProbeResult.Unusable.class);
        } finally {
            started.close();
            away.close();
        }
    }

    private ProbeResult probe(S3Settings settings) {
        return new S3SinkProbe(store.client(), settings).probe();
    }

    private static void deliver(SinkObject image) throws Exception {
        deliver(camel, image);
    }

    private static void deliver(CamelContext context, SinkObject image) throws Exception {
        try (ProducerTemplate producer = context.createProducerTemplate()) {
            Exchange exchange = producer.send("direct:deliver-to-s3", sent -> image.writeTo(sent.getMessage()));
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
        }
    }

    private SinkObject image() throws IOException {
        Path file = files.resolve("image.png");
        Files.write(file, bytes());
        Checksums checksums = Checksums.of(bytes());
        return SinkObject.image(
                SinkContract.newKey(), new VerifiedImage(file, ImageFormat.PNG, 1, 1, 50_000, checksums.sha256()));
    }

    private static byte[] bytes() {
        return SinkContract.randomBytes(50_000);
    }

    private static byte[] read(SinkObject image) {
        return direct.client()
                .getObjectAsBytes(
                        request -> request.bucket("images").key(image.key().value()))
                .asByteArray();
    }

    private static List<String> quarantined() {
        return direct
                .client()
                .listObjectsV2(request -> request.bucket("images").prefix(".quarantine/"))
                .contents()
                .stream()
                .map(object -> object.key())
                .toList();
    }
}
