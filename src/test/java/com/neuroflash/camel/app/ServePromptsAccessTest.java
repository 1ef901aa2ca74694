package com.neuroflash.camel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Who may talk to the prompt server, and where it listens. */
class ServePromptsAccessTest extends ServePromptsFixture {
    private static final String TOKEN = "a-token-of-this-test";

    @Test
    void servesNobodyWithoutTheToken() throws Exception {
        running.withVariable("HTTP_TOKEN", TOKEN);
        start();

        for (String header : List.of("Bearer " + TOKEN + "x", "Bearer ", "Basic " + TOKEN, TOKEN)) {
            HttpResponse<String> refused = client.post("text/plain", "a mug", "Authorization", header);
            assertThat(refused.statusCode()).as(header).isEqualTo(401);
            assertThat(refused.headers().firstValue("WWW-Authenticate")).contains("Bearer");
            assertThat(refused.body()).doesNotContain(TOKEN);
        }
        assertThat(client.get("/prompts/intent-" + "0".repeat(64)).statusCode()).isEqualTo(401);
        assertThat(client.get("/elsewhere").statusCode()).isEqualTo(401);
        assertThat(client.raw("POST /prompts HTTP/1.1\r\nHost: h\r\nContent-Type: text/plain\r\n"
                        + "Content-Length: 1000\r\nExpect: 100-continue\r\n\r\n"))
                .startsWith("HTTP/1.1 401");
        assertThat(client.post("text/plain", "a mug", "Authorization", "bearer " + TOKEN)
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void servesNoPageOfABrowserWithoutAToken() throws Exception {
        start();
        String body = "Content-Type: text/plain\r\nContent-Length: 5\r\nConnection: close\r\n\r\na mug";

        assertThat(client.raw("POST /prompts HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\n" + body))
                .startsWith("HTTP/1.1 403");
        assertThat(client.raw("POST /prompts HTTP/1.1\r\nHost: evil.example:" + client.port() + "\r\n" + body))
                .startsWith("HTTP/1.1 403");
        assertThat(client.raw("POST /prompts HTTP/1.1\r\nHost: localhost:" + client.port() + "\r\n" + body))
                .startsWith("HTTP/1.1 202");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void servesEveryAddressOfThisMachine() throws Exception {
        running.with("http.address", "127.0.0.2");
        start();

        assertThat(client.post("text/plain", "a mug").statusCode()).isEqualTo(202);
    }

    @Test
    void isNeverOpenByDefault() {
        assertThatThrownBy(() -> running.with("http.address", "0.0.0.0").start())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("http.address")
                .hasMessageContaining("HTTP_TOKEN");
        assertThatThrownBy(() ->
                        running.with("http.address", "no.such.host.invalid").start())
                .hasMessageContaining("no.such.host.invalid");
        assertThatThrownBy(() -> running.with("http.address", "127.0.0.1")
                        .withVariable("HTTP_TOKEN", "short")
                        .start())
                .hasMessageContaining("http.token")
                .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("short"));
    }

    @Test
    void saysWhichKeysToSetWhenThePortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            running.with("app.http-port", Integer.toString(taken.getLocalPort()));

            assertThatThrownBy(running::start).hasMessageContaining("app.http-port");
        }
    }
}
