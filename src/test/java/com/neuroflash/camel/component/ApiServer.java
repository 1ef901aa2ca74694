package com.neuroflash.camel.component;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real HTTP server on a port of its own that answers as told and remembers what it received. */
final class ApiServer implements AutoCloseable {
    static final String GENERATION = """
            {"images": [{"url": "/api/ds-prototypes/image_generation/i1/view", "content_type": "image/png",
              "file_name": null, "file_size": 3, "width": {}, "image_id": "i1"}],
             "description": "d", "prompt": "a cat", "detail": "only one left", "batch_id": "b1", "secret_field": "x"}
            """;
    static final String ENTRY = """
            {"output_image_id": "i1", "batch_id": "b1", "user_id": 7, "workspace_id": "w", "prompt": "a cat",
             "model": "m", "parameters": {"num_images": 1}, "input_images": {}, "output_image_width": {},
             "output_image_url": "/api/ds-prototypes/image_generation/i1/view", "created_at": "2024-01-15T10:30:00Z"}
            """;
    static final String MODEL = """
            {"id": "nano-banana-2", "name": "Nano", "provider": "fal.ai", "capabilities": ["text2image"],
             "max_images": 4, "aspect_ratios": ["1:1"], "output_formats": ["png"], "allowed": true, "order": 1}
            """;

    /** What arrived. */
    record Received(String method, String uri, Map<String, List<String>> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name, List.of("")).get(0);
        }
    }

    /** How to answer one request. */
    interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile Answer answer = status(500, "");

    private ApiServer(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                byte[] body = exchange.getRequestBody().readAllBytes();
                received.add(new Received(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().toString(),
                        Map.copyOf(exchange.getRequestHeaders()),
                        new String(body, StandardCharsets.UTF_8)));
                answer.to(exchange);
            }
        });
        server.start();
    }

    static ApiServer start() throws IOException {
        return new ApiServer(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    static ApiServer start(HttpServer server) {
        return new ApiServer(server);
    }

    static Answer status(int status, String body) {
        return exchange -> {
            byte[] bytes = status == 304 ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    static Answer redirect(String location) {
        return exchange -> {
            exchange.getResponseHeaders().set("Location", location);
            exchange.sendResponseHeaders(302, -1);
        };
    }

    static Answer bytes(String contentType, byte[] bytes) {
        return exchange -> {
            exchange.getResponseHeaders().set("Content-Type", contentType);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    ApiServer answering(int status, String body) {
        return answering(status(status, body));
    }

    ApiServer answering(Answer next) {
        answer = next;
        return this;
    }

    List<Received> received() {
        return List.copyOf(received);
    }

    Received only() {
        if (received.size() != 1) {
            throw new AssertionError("Expected one request, received " + received.size());
        }
        return received.get(0);
    }

    int port() {
        return server.getAddress().getPort();
    }

    String origin() {
        return "http://localhost:" + port();
    }

    URI tokenUrl() {
        return URI.create(origin() + "/oauth/v2/token");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
