package com.neuroflash.camel.simulator;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;

/**
 * A neuroflash on this machine: answers as the documentation says, makes real images, keeps its state below a directory
 * through restarts and kills, fails on demand, and tells what it billed.
 */
public final class Simulator implements AutoCloseable {
    private static final int WAITING_CONNECTIONS = 4096;

    static {
        // read once, when the server's classes are loaded
        setUnlessSet("sun.net.httpserver.nodelay", "true");
        setUnlessSet("sun.net.httpserver.maxIdleConnections", "10000");
        setUnlessSet("java.awt.headless", "true");
        ImageIO.setUseCache(false);
    }

    private final SimulatorSettings settings;
    private final Store store;
    private final Journal journal;
    private final AccessTokens tokens;
    private final Faults faults;
    private final RequestCounts counts;
    private final InsertedRows inserted;
    private final Workers workers;
    private final HttpServer server;

    private Simulator(SimulatorSettings settings) throws IOException {
        this.settings = settings;
        Files.createDirectories(images());
        store = new Store();
        tokens = new AccessTokens(settings.account(), settings.clock());
        faults = new Faults(new Random(settings.images().seed()), tokens::restore);
        counts = new RequestCounts();
        journal = Journal.open(settings.dataDirectory().resolve("journal.jsonl"), line -> {
            store.apply(line);
            tokens.apply(line);
        });
        store.writeTo(journal);
        tokens.writeTo(journal);
        workers = new Workers();
        try {
            Parts parts = parts();
            inserted = new InsertedRows(parts);
            server = listen(parts);
        } catch (IOException | RuntimeException e) {
            workers.close();
            journal.close();
            throw e;
        }
        settings.faults().forEach(faults::add);
    }

    /** Starts a simulator; it answers when this returns. */
    public static Simulator start(SimulatorSettings settings) {
        try {
            return new Simulator(settings);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the simulator can't listen on " + settings.host() + ":" + settings.port() + " over "
                            + settings.dataDirectory() + ": " + e.getMessage(),
                    e);
        }
    }

    /** The base URL of the API. */
    public URI baseUrl() {
        return origin().resolve(settings.basePath());
    }

    /** The OAuth 2 token endpoint. */
    public URI tokenUrl() {
        return origin().resolve("/oauth/v2/token");
    }

    /** The port it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** What it was started with. */
    public SimulatorSettings settings() {
        return settings;
    }

    /** What goes wrong from now on. */
    public Faults faults() {
        return faults;
    }

    /** What was billed since the data directory was new, oldest first. */
    public List<BilledBatch> bill() {
        return store.bill();
    }

    /** How often each operation was called since the start, failed calls included. */
    public Map<Operation, Long> requests() {
        return counts.all();
    }

    /** Puts a generation into the history that did not come through the API; returns its image ids. */
    public List<String> insert(ForeignGeneration generation) {
        return inserted.insert(generation);
    }

    /** Deletes a row with its image past the API; tells whether it was there. */
    public boolean delete(String imageId) {
        return inserted.delete(imageId);
    }

    /** Refuses every token from now on; those that the token endpoint issues later are valid. */
    public void expireTokens() {
        tokens.expireAll();
    }

    /** Ends the server, its connections and its threads; the state stays on disk. */
    @Override
    public void close() {
        server.stop(0);
        workers.close();
        journal.close();
    }

    private Parts parts() {
        Quota quota = new Quota(settings.limits(), settings.clock());
        quota.restore(store);
        RateLimit rateLimit = new RateLimit(settings.limits().requestsPerSecond(), settings.clock());
        return new Parts(
                settings,
                new ModelCatalog(settings.account().imagesInPlan()),
                new Guard(settings.account(), tokens, rateLimit),
                tokens,
                quota,
                imagesOf(),
                store,
                faults,
                counts);
    }

    private Images imagesOf() {
        Painter painter = new Painter(settings.images().seed(), Lettering.best());
        if (settings.images().fast()) {
            return new FastImages(settings.images(), painter);
        }
        RealImages real = new RealImages(images(), settings.images().pixels(), painter);
        real.keepOnly(store.rows(row -> true, 0, Long.MAX_VALUE).stream()
                .map(row -> row.image().fileName())
                .collect(Collectors.toSet()));
        return real;
    }

    private HttpServer listen(Parts parts) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(settings.host()), settings.port());
        HttpServer created = HttpServer.create(address, WAITING_CONNECTIONS);
        created.setExecutor(workers);
        created.createContext(
                "/", new Dispatcher(Api.routes(parts, inserted), parts, new Responder(store, workers), workers));
        created.start();
        return created;
    }

    private URI origin() {
        boolean everywhere = server.getAddress().getAddress().isAnyLocalAddress();
        String host = everywhere ? "127.0.0.1" : settings.host();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port() + "/");
    }

    private Path images() {
        return settings.dataDirectory().resolve("images");
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
