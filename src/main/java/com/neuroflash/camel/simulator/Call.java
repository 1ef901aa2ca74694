package com.neuroflash.camel.simulator;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A request that was read to its end. */
record Call(String method, String path, String query, Headers headers, byte[] body, Instant receivedAt) {
    private static final int MAX_BODY = 16 * 1024 * 1024;

    static Call read(HttpExchange exchange, Instant now) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY);
        if (body.length == MAX_BODY) {
            throw Refusal.detail(413, "Request body too large");
        }
        return new Call(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""),
                exchange.getRequestHeaders(),
                body,
                now);
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.getFirst(name));
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(form(query).get(name));
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Decodes {@code a=b&c=d}; the last of equal names wins. */
    static Map<String, String> form(String encoded) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : encoded.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return values;
    }

    static String decode(String encoded) {
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException ignored) {
            return encoded; // a stray percent sign stands for itself
        }
    }
}
