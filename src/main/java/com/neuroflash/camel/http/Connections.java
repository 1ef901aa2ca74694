package com.neuroflash.camel.http;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The open connections: a bounded number, each with a time until which its client must have sent the next head, or taken
 * the answer, however slowly the bytes drip. Everything happens on the server's one event loop.
 */
final class Connections implements Handler<RoutingContext> {
    static final int MOST = 256;
    static final Duration FOR_A_HEAD = Duration.ofSeconds(30);
    static final Duration FOR_A_REQUEST = Duration.ofMinutes(2);

    private final LongSupplier nanoTime;
    private final Map<HttpConnection, Long> until = new HashMap<>();

    Connections(LongSupplier nanoTime) {
        this.nanoTime = requireNonNull(nanoTime, "nanoTime is null");
    }

    /** One more, or one too many, which is closed. */
    void opened(HttpConnection connection) {
        if (until.size() >= MOST) {
            connection.close();
            return;
        }
        allow(connection, FOR_A_HEAD);
        connection.closeHandler(closed -> until.remove(connection));
    }

    /** A head has come. */
    @Override
    public void handle(RoutingContext request) {
        HttpConnection connection = request.request().connection();
        allow(connection, FOR_A_REQUEST);
        request.addEndHandler(answered -> until.computeIfPresent(connection, (open, old) -> end(FOR_A_HEAD)));
        request.next();
    }

    /** Closes those whose time is over. */
    void closeLate() {
        long now = nanoTime.getAsLong();
        List<HttpConnection> late = until.entrySet().stream()
                .filter(entry -> entry.getValue() - now <= 0)
                .map(Map.Entry::getKey)
                .toList();
        late.forEach(HttpConnection::close);
    }

    private void allow(HttpConnection connection, Duration time) {
        until.put(connection, end(time));
    }

    private long end(Duration time) {
        return nanoTime.getAsLong() + time.toNanos();
    }
}
