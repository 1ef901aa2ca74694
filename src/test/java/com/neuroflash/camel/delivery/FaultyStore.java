package com.neuroflash.camel.delivery;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands in front of a store and does to its calls what networks and overloaded stores do. */
public final class FaultyStore implements AutoCloseable {
    private static final Set<String> HOP_BY_HOP =
            Set.of("host", "connection", "content-length", "expect", "upgrade", "transfer-encoding");

    private final URI store;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client = HttpClient.newHttpClient();
    private final ConcurrentLinkedQueue<Fault> faults = new ConcurrentLinkedQueue<>();
    private final List<Map<String, List<String>>> puts = new CopyOnWriteArrayList<>();
    private final List<String> created = new CopyOnWriteArrayList<>();
    private volatile Set<String> removedHeaders = Set.of();
    private volatile boolean away;
    private Random random;
    private double share;

    /** What happens to a put. */
    public enum Fault {
        NONE,
        CONFLICT_409,
        OVERLOADED_503,
        FORBIDDEN_403,
        LOST_RESPONSE,
        RESET
    }

    /** Passes on what comes, for now. */
    public FaultyStore(URI store) throws IOException {
        this.store = store;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Where it listens. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The next puts meet these, one each; the ones after them pass. */
    void meet(Fault... next) {
        faults.addAll(List.of(next));
    }

    void meetAlways(Fault fault) {
        for (int put = 0; put < 100; put++) {
            faults.add(fault);
        }
    }

    /**
     * From now on a call meets one of the faults of an unwell store at random, each with this share; a call that writes
     * nothing only such as any call can meet.
     */
    public synchronized void meetAtRandom(Random source, double each) {
        random = source;
        share = each;
    }

    /** While it is away, connections are closed without an answer. */
    public void away(boolean isAway) {
        away = isAway;
    }

    /** The path of every put that the store has accepted, be it that nobody was told. */
    public List<String> created() {
        return List.copyOf(created);
    }

    /** A store that does not know these headers. */
    void removeHeaders(String... names) {
        removedHeaders = Set.of(names);
    }

    void recover() {
        faults.clear();
        removedHeaders = Set.of();
        puts.clear();
    }

    /** The headers of every put that arrived, names in lower case. */
    List<Map<String, List<String>>> puts() {
        return List.copyOf(puts);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Fault fault = away ? Fault.RESET : faultOf(exchange);
            switch (fault) {
                case NONE -> answer(exchange, forward(exchange, body));
                case LOST_RESPONSE -> forward(exchange, body);
                case RESET -> {}
                case CONFLICT_409 -> refuse(exchange, 409, "ConditionalRequestConflict");
                case OVERLOADED_503 -> refuse(exchange, 503, "ServiceUnavailable");
                case FORBIDDEN_403 -> refuse(exchange, 403, "AccessDenied");
            }
        }
    }

    private Fault faultOf(HttpExchange exchange) {
        if (!exchange.getRequestMethod().equals("PUT")) {
            return atRandom(Fault.OVERLOADED_503, Fault.RESET);
        }
        Map<String, List<String>> headers = new TreeMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        puts.add(headers);
        Fault fault = faults.poll();
        return fault == null
                ? atRandom(Fault.OVERLOADED_503, Fault.RESET, Fault.CONFLICT_409, Fault.LOST_RESPONSE)
                : fault;
    }

    private synchronized Fault atRandom(Fault... some) {
        int drawn = random == null ? some.length : (int) (random.nextDouble() / share);
        return drawn < some.length ? some[drawn] : Fault.NONE;
    }

    private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(store.resolve(exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!HOP_BY_HOP.contains(lower) && !removedHeaders.contains(lower)) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            if (exchange.getRequestMethod().equals("PUT") && response.statusCode() / 100 == 2) {
                created.add(exchange.getRequestURI().getPath());
            }
            return response;
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            throw new IOException(failure);
        }
    }

    private static void answer(HttpExchange exchange, HttpResponse<byte[]> response) throws IOException {
        boolean head = exchange.getRequestMethod().equals("HEAD");
        response.headers().map().forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!HOP_BY_HOP.contains(lower) || head && lower.equals("content-length")) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        byte[] body = response.body();
        exchange.sendResponseHeaders(response.statusCode(), head || body.length == 0 ? -1 : body.length);
        if (!head && body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    private static void refuse(HttpExchange exchange, int status, String code) throws IOException {
        byte[] body = ("<Error><Code>" + code + "</Code><Message>asked for by the test</Message></Error>").getBytes();
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
