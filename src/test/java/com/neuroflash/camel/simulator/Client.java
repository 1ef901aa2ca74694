package com.neuroflash.camel.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;

/** Calls a simulator as a client of the real API would. */
final class Client {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Simulator simulator;
    private final String token;

    Client(Simulator simulator) {
        this(simulator, SimulatorSettings.DEFAULT_ACCESS_TOKEN);
    }

    Client(Simulator simulator, String token) {
        this.simulator = simulator;
        this.token = token;
    }

    /** An answer with its body as text and as JSON. */
    record Reply(int status, String body, HttpResponse<byte[]> response) {
        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        byte[] bytes() {
            return response.body();
        }
    }

    Reply generate(String body) {
        return send(post("/", body));
    }

    Reply edit(String body) {
        return send(post("/edit", body));
    }

    /** Generates images and returns the answer. */
    JsonNode images(String prompt, int count, String ratio, String format) {
        Reply reply = generate(JSON.createObjectNode()
                .put("prompt", prompt)
                .put("num_images", count)
                .put("aspect_ratio", ratio)
                .put("output_format", format)
                .toString());
        if (reply.status() != 200) {
            throw new IllegalStateException("status " + reply.status() + " " + reply.body());
        }
        return reply.json();
    }

    /** Generates one image and returns its id. */
    String image(String prompt) {
        return images(prompt, 1, "1:1", "png").at("/images/0/image_id").asText();
    }

    Reply get(String path) {
        return send(request(path).GET());
    }

    Reply delete(String path) {
        return send(request(path).DELETE());
    }

    List<String> historyIds(String query) {
        return StreamSupport.stream(get("/history" + query).json().spliterator(), false)
                .map(row -> row.get("output_image_id").asText())
                .toList();
    }

    Reply view(String imageId) {
        return send(HttpRequest.newBuilder(at("/api/ds-prototypes/image_generation/" + imageId + "/view"))
                .header("Authorization", "Bearer " + token)
                .header("x-workspace-id", SimulatorSettings.DEFAULT_WORKSPACE));
    }

    HttpRequest.Builder post(String path, String body) {
        return request(path).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(simulator.baseUrl() + path))
                .header("Authorization", "Bearer " + token)
                .header("x-workspace-id", SimulatorSettings.DEFAULT_WORKSPACE);
    }

    URI at(String path) {
        return simulator.baseUrl().resolve(path);
    }

    static Reply send(HttpRequest.Builder request) {
        try {
            return sendOrFail(request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Reply sendOrFail(HttpRequest.Builder request) throws IOException {
        try {
            return reply(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static CompletableFuture<Reply> sendLater(HttpRequest.Builder request) {
        return HTTP.sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray())
                .thenApply(Client::reply);
    }

    private static Reply reply(HttpResponse<byte[]> response) {
        return new Reply(response.statusCode(), new String(response.body()), response);
    }
}
