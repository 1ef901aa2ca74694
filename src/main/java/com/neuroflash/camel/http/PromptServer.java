package com.neuroflash.camel.http;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.support.LifecycleStrategySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server behind the {@code platform-http} routes of one context: opened when they all run, closed before the first of
 * them stops. Connections, heads, bodies and the time for each are bounded, and nobody is served without the token, or from
 * elsewhere than this machine when there is none.
 */
public final class PromptServer implements StartupListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PromptServer.class);
    private static final int WORKERS = 8;
    private static final int MOST_REQUESTS = 16;
    private static final int MOST_OF_HEAD = 8 * 1024;
    private static final int MOST_OF_LINE = 4 * 1024;
    private static final int SECONDS_TO_FINISH = 5;
    private static final int SECONDS_TO_CLOSE = 10;

    private final ServerSettings settings;
    private final Vertx vertx;
    private final Router router;
    private final Connections connections;
    private final Turns turns = new Turns(MOST_REQUESTS);
    private volatile HttpServer server;
    private boolean closed;

    private PromptServer(ServerSettings settings, LongSupplier nanoTime) {
        this.settings = requireNonNull(settings, "settings is null");
        vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(WORKERS)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        connections = new Connections(nanoTime);
        router = Router.router(vertx);
        Refusals.answer(router);
        router.route().handler(connections).handler(new Doorkeeper(settings)).handler(turns);
    }

    /** Puts a server into a context that is not started yet. */
    public static PromptServer install(CamelContext context, ServerSettings settings) throws Exception {
        return install(context, settings, System::nanoTime);
    }

    /** Why nobody could listen there now; asked before anything waits or is taken in. */
    public static Optional<String> trouble(ServerSettings settings) {
        try {
            new ServerSocket(settings.port(), 1, settings.address()).close();
            return Optional.empty();
        } catch (IOException taken) {
            return Optional.of(cantListen(settings, taken.getMessage()));
        }
    }

    private static String cantListen(ServerSettings settings, String why) {
        return "can't listen at " + settings.address().getHostAddress() + " port " + settings.port() + ": " + why
                + "; another run of this service may hold it, else set app.http-port or http.address";
    }

    static PromptServer install(CamelContext context, ServerSettings settings, LongSupplier nanoTime) throws Exception {
        PromptServer server = new PromptServer(settings, nanoTime);
        context.getRegistry().bind(VertxPlatformHttpRouter.PLATFORM_HTTP_ROUTER_NAME_ZERO, server.routerOfCamel());
        context.getRegistry().bind("promptServer", server);
        context.addStartupListener(server);
        context.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onContextStopping(CamelContext stopping) {
                server.close();
            }
        });
        return server;
    }

    private VertxPlatformHttpRouter routerOfCamel() {
        Handler<RoutingContext> body = BodyHandler.create(false).setBodyLimit(settings.mostBytes());
        return new VertxPlatformHttpRouter(
                null, vertx, router, VertxPlatformHttpRouter.PLATFORM_HTTP_ROUTER_NAME_ZERO) {
            @Override
            public Handler<RoutingContext> bodyHandler() {
                return body;
            }
        };
    }

    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
        // every route must run first
    }

    @Override
    public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted) {
        HttpServerOptions options = new HttpServerOptions()
                .setMaxHeaderSize(MOST_OF_HEAD)
                .setMaxInitialLineLength(MOST_OF_LINE)
                .setHttp2ClearTextEnabled(false);
        HttpServer opening = vertx.createHttpServer(options)
                .connectionHandler(connections::opened)
                .requestHandler(router);
        vertx.setPeriodic(TimeUnit.SECONDS.toMillis(1), tick -> connections.closeLate());
        try {
            server = opening.listen(settings.port(), settings.address().getHostAddress())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException failure) {
            throw new IllegalStateException(
                    cantListen(settings, failure.getCause().getMessage()), failure.getCause());
        }
        LOG.info(
                "prompts over HTTP: POST {}, {}",
                address(),
                settings.token().isPresent() ? "with the bearer token" : "from this machine only");
    }

    /** Where prompts are posted to, once it listens. */
    public URI address() {
        String host = settings.address().getHostAddress();
        return URI.create(
                "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + server.actualPort() + "/prompts");
    }

    /** Lets nobody in any more, gives those inside a moment to be answered, and closes; closing twice does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        CountDownLatch empty = new CountDownLatch(1);
        vertx.runOnContext(now -> turns.stop(empty::countDown));
        CountDownLatch ended = new CountDownLatch(1);
        try {
            if (server != null && !empty.await(SECONDS_TO_FINISH, TimeUnit.SECONDS)) {
                LOG.warn("requests over HTTP are broken off: the service stops");
            }
            vertx.close().onComplete(done -> ended.countDown());
            ended.await(SECONDS_TO_CLOSE, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
