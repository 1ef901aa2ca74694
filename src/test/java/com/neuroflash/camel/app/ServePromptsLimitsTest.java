package com.neuroflash.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the prompt server refuses to read. */
class ServePromptsLimitsTest extends ServePromptsFixture {
    @Test
    void refusesTooLargeABodyWithoutReadingIt() throws Exception {
        running.with("messages.max-size", "2KB");
        start();
        String head = "POST /prompts HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n";

        String announced = client.raw(head + "Content-Length: 5000000000\r\n\r\n");
        String asked = client.raw(head + "Content-Length: 3000\r\nExpect: 100-continue\r\n\r\n");
        String chunked = client.raw(
                head + "Transfer-Encoding: chunked\r\n\r\nC00\r\n" + "x".repeat(0xC00) + "\r\nFFFFFFF\r\nendless");

        assertThat(List.of(announced, asked, chunked))
                .allSatisfy(
                        answer -> assertThat(answer).startsWith("HTTP/1.1 413").contains("messages.max-size"));
        assertThat(client.post("text/plain", "x".repeat(2_048)).statusCode()).isEqualTo(202);
        assertThat(client.post(LINES, "{\"prompt\":\"x\"}\n".repeat(100)).statusCode())
                .isEqualTo(202);
    }

    @Test
    void refusesMorePromptsThanOneCommitShouldTake() throws Exception {
        start();

        HttpResponse<String> refused = client.post(LINES, "{\"prompt\":\"x\"}\n".repeat(1_001));

        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(refused.body()).contains("1000 prompts");
        assertThat(client.post(LINES, "{\"a\":1}\n".repeat(1_001)).statusCode()).isEqualTo(413);
        assertThat(client.post(LINES, "{\"a\":1}\n".repeat(1_000)).statusCode()).isEqualTo(400);
    }

    @Test
    void survivesHeadsThatAreTooLargeOrNoHttp() throws Exception {
        start();

        assertThat(client.raw("GET /prompts/x HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(10_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431");
        assertThat(client.raw("GET /" + "x".repeat(10_000) + " HTTP/1.1\r\n\r\n"))
                .contains(" 414 ");
        assertThat(client.raw("nonsense\r\n\r\n")).doesNotContain("HTTP/1.1 2");
        assertThat(client.post("text/plain", "a mug").statusCode()).isEqualTo(202);
    }

    @Test
    void tellsWhatItDoesNotServe() throws Exception {
        start();

        assertThat(client.post("text/csv", "prompt\na mug").statusCode()).isEqualTo(415);
        assertThat(client.post("text/plain; charset=utf-16", "a mug").statusCode())
                .isEqualTo(415);
        assertThat(client.post("multipart/form-data; boundary=x", "--x--").statusCode())
                .isEqualTo(415);
        assertThat(client.post("application/x-www-form-urlencoded", "prompt=mug")
                        .statusCode())
                .isEqualTo(415);
        assertThat(client.post("text/plain", "zip", "Content-Encoding", "gzip").statusCode())
                .isEqualTo(415);
        HttpResponse<String> method = client.delete("/prompts");
        assertThat(method.statusCode()).isEqualTo(405);
        assertThat(method.headers().firstValue("Allow")).contains("POST");
        assertThat(client.get("/prompts").statusCode()).isEqualTo(405);
        assertThat(client.get("/elsewhere").statusCode()).isEqualTo(404);
        assertThat(client.get("/prompts/intent-" + "0".repeat(64)).statusCode()).isEqualTo(404);
        assertThat(running.simulator().bill()).isEmpty();
    }
}
