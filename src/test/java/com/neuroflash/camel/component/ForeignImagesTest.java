package com.neuroflash.camel.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.neuroflash.camel.api.RejectedException;
import com.neuroflash.camel.api.RetryLaterException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ForeignImagesTest {
    @TempDir
    private static Path keys;

    private static Certificates certificates;
    private static ApiServer foreign;

    private final AtomicInteger resolved = new AtomicInteger();
    private ApiServer server;
    private Component component;
    private Path target;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startForeign() throws Exception {
        certificates = Certificates.make(keys);
    }

    @AfterAll
    static void forget() {
        certificates = null;
    }

    @BeforeEach
    void start() throws Exception {
        foreign = certificates.startServer();
        server = ApiServer.start();
        component = Component.of(server);
        component.options().setHttpComponent(certificates.trusting());
        component.options().setHostResolver(this::resolve);
        target = folder.resolve("image");
    }

    @AfterEach
    void stop() {
        component.close();
        server.close();
        foreign.close();
    }

    /** What a public name server would say, were cdn.test public. */
    private List<InetAddress> resolve(String host) throws UnknownHostException {
        if (host.equals("cdn.test")) {
            resolved.incrementAndGet();
            return List.of(InetAddress.getLoopbackAddress());
        }
        return new PublicAddresses(name -> List.of(InetAddress.getByName("10.0.0.1"))).resolve(host);
    }

    @Test
    void fetchesFromAnotherHostWithoutCredentials() {
        foreign.answering(ApiServer.bytes("image/webp", new byte[] {1, 2}));

        assertThat(component
                        .client()
                        .view(cdn("/i.webp?signature=a%2Bb"), target)
                        .length())
                .isEqualTo(2);

        ApiServer.Received request = foreign.only();
        assertThat(request.uri()).isEqualTo("/i.webp?signature=a%2Bb");
        assertThat(request.headers()).doesNotContainKeys("Authorization", "X-workspace-id");
        assertThat(request.header("Host")).startsWith("cdn.test");
        assertThat(resolved).hasValue(1);
        assertThat(server.received()).isEmpty();
    }

    @Test
    void leavesCredentialsBehindWhenRedirectedAway() {
        server.answering(ApiServer.redirect(cdn("/i.webp")));
        foreign.answering(ApiServer.bytes("image/webp", new byte[] {1}));

        component.client().view("i1", target);

        assertThat(server.only().header("Authorization")).isNotEmpty();
        assertThat(foreign.only().headers()).doesNotContainKeys("Authorization", "X-workspace-id");
    }

    @Test
    void followsRedirectsBetweenForeignHosts() {
        foreign.answering(exchange -> {
            boolean first = exchange.getRequestURI().getPath().equals("/1");
            (first ? ApiServer.redirect("/2") : ApiServer.bytes("image/webp", new byte[] {1})).to(exchange);
        });

        component.client().view(cdn("/1"), target);

        assertThat(foreign.received()).extracting(ApiServer.Received::uri).containsExactly("/1", "/2");
    }

    @Test
    void checksEveryHop() {
        foreign.answering(ApiServer.redirect("https://private.test:" + foreign.port() + "/x"));

        assertThatThrownBy(() -> component.client().view(cdn("/1"), target))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("private.test")
                .hasMessageContaining("public addresses only");
        assertThat(foreign.received()).hasSize(1);
    }

    @Test
    void neverComesBackToTheApiOverPlainHttp() {
        foreign.answering(ApiServer.redirect(server.origin() + "/api/ds-prototypes/models"));

        assertThatThrownBy(() -> component.client().view(cdn("/1"), target)).isInstanceOf(RejectedException.class);
        assertThat(server.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/x",
                "https://localhost/x",
                "https://169.254.169.254/latest/meta-data",
                "https://[::1]/x",
                "https://[::ffff:127.0.0.1]/x",
                "https://2130706433/x",
                "https://10.1.2.3/x"
            })
    void refusesAddressesThatAreNotPublic(String url) throws Exception {
        try (Component usual = Component.of(server)) {
            assertThatThrownBy(() -> usual.client().view(url, target))
                    .isInstanceOf(RejectedException.class)
                    .satisfies(e -> assertThat(e.getMessage()).containsAnyOf("public", "expected an image id"));
        }
    }

    @Test
    void isRetriedLaterWhenTheHostIsUnknown() throws Exception {
        try (Component usual = Component.of(server)) {
            assertThatThrownBy(() -> usual.client().view("https://no-such-host.invalid/x", target))
                    .isInstanceOf(RetryLaterException.class);
        }
    }

    @Test
    void refusesAForeignImageThatIsTooLarge() {
        component.options().setMaxImageSize("1B");
        foreign.answering(ApiServer.bytes("image/webp", new byte[] {1, 2}));

        assertThatThrownBy(() -> component.client().view(cdn("/x"), target)).isInstanceOf(RejectedException.class);
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({"401, RejectedException", "403, RejectedException", "404, RejectedException", "429, RetryLaterException"
    })
    void takesAForeignRefusalForNoMatterOfOurAccount(int status, String type) {
        foreign.answering(status, "");

        assertThatThrownBy(() -> component.client().view(cdn("/x?signature=s3cr3t"), target))
                .hasMessageNotContaining("s3cr3t")
                .satisfies(e -> assertThat(e.getClass().getSimpleName()).isEqualTo(type));
        assertThat(foreign.received()).hasSize(1);
    }

    @Test
    void distrustsACertificateThatNobodyVouchesFor() throws Exception {
        try (Component usual = Component.of(server)) {
            usual.options().setHostResolver(this::resolve);

            assertThatThrownBy(() -> usual.client().view(cdn("/x"), target)).isInstanceOf(RetryLaterException.class);
            assertThat(foreign.received()).isEmpty();
        }
    }

    private static String cdn(String path) {
        return "https://cdn.test:" + foreign.port() + path;
    }
}
