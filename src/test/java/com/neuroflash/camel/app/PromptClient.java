package com.neuroflash.camel.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.neuroflash.camel.http.PromptServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A client of {@code /prompts}, one that keeps to the rules and one that writes bytes. */
final class PromptClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PATIENCE_MILLIS = 60_000;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI prompts;

    PromptClient(URI prompts) {
        this.prompts = prompts;
    }

    static PromptClient of(Service service) {
        return new PromptClient(service.context()
                .getRegistry()
                .lookupByNameAndType("promptServer", PromptServer.class)
                .address());
    }

    int port() {
        return prompts.getPort();
    }

    HttpResponse<String> post(String type, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(prompts).POST(HttpRequest.BodyPublishers.ofString(body));
        return send(request.header("Content-Type", type), headers);
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        return send(HttpRequest.newBuilder(prompts.resolve(path)).GET(), headers);
    }

    HttpResponse<String> delete(String path) throws Exception {
        return send(HttpRequest.newBuilder(prompts.resolve(path)).DELETE());
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String... headers) throws Exception {
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
    }

    static JsonNode json(HttpResponse<String> response) throws IOException {
        return JSON.readTree(response.body());
    }

    /** Sends these very bytes and reads until the server closes. */
    String raw(String request) throws IOException {
        try (Socket socket = open()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    Socket open() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }
}
