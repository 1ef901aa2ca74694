package com.neuroflash.camel.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeaderInjectionTest {
    private ApiServer server;
    private ApiServer other;
    private Component component;

    @BeforeEach
    void start() throws Exception {
        server = ApiServer.start();
        other = ApiServer.start();
        component = Component.of(server);
    }

    @AfterEach
    void stop() {
        component.close();
        other.close();
        server.close();
    }

    @Test
    void letsNoInboundHeaderSteerACall() throws Exception {
        server.answering(200, ApiServer.GENERATION);
        component.send("neuroflash:generate", "a cat", hostile());

        server.answering(200, "[]");
        component.send("neuroflash:models", "body", hostile());
        component.send("neuroflash:history", "body", hostile());
        server.answering(200, ApiServer.ENTRY);
        component.send("neuroflash:generation", "i1", hostile());
        component.send("neuroflash:delete", "i1", hostile());

        assertThat(other.received()).isEmpty();
        assertThat(server.received())
                .extracting(request -> request.method() + " " + request.uri())
                .containsExactly(
                        "POST /api/ds-prototypes/",
                        "GET /api/ds-prototypes/models",
                        "GET /api/ds-prototypes/history?limit=100&offset=0",
                        "GET /api/ds-prototypes/history/i1",
                        "DELETE /api/ds-prototypes/history/i1");
        assertThat(server.received()).allSatisfy(HeaderInjectionTest::carriesOnlyOurHeaders);
    }

    private static void carriesOnlyOurHeaders(ApiServer.Received request) {
        assertThat(request.headers().keySet())
                .map(name -> name.toLowerCase(Locale.ROOT))
                .isSubsetOf(
                        "accept",
                        "accept-encoding",
                        "authorization",
                        "connection",
                        "content-length",
                        "content-type",
                        "host",
                        "upgrade",
                        "user-agent",
                        "x-workspace-id");
        assertThat(request.header("Authorization")).isEqualTo("Bearer " + Component.TOKEN);
        assertThat(request.header("X-workspace-id")).isEqualTo("workspace-1");
        assertThat(request.header("Host")).startsWith("localhost:");
        assertThat(request.header("Accept")).isEqualTo("application/json");
        assertThat(request.header("User-agent")).doesNotContain("evil");
    }

    private Map<String, Object> hostile() {
        Map<String, Object> headers = new HashMap<>();
        headers.put("CamelHttpUri", other.origin() + "/evil");
        headers.put("CamelRestHttpUri", other.origin() + "/evil");
        headers.put("CamelHttpPath", "evil");
        headers.put("CamelHttpQuery", "evil=1");
        headers.put("CamelHttpRawQuery", "evil=1");
        headers.put("CamelRestHttpQuery", "evil=1");
        headers.put("CamelHttpMethod", "PUT");
        headers.put("CamelHttpProtocolVersion", "HTTP/1.0");
        headers.put("CamelHttpHost", "evil.test");
        headers.put("Host", "evil.test");
        headers.put("Authorization", "Bearer evil");
        headers.put("x-workspace-id", "evil");
        headers.put("Accept", "evil/evil");
        headers.put("User-Agent", "evil");
        headers.put("Cookie", "evil=1");
        headers.put("Content-Type", "application/x-java-serialized-object");
        headers.put("Content-Encoding", "gzip");
        headers.put("Transfer-Encoding", "chunked");
        headers.put("X-Anything", "evil");
        return headers;
    }
}
