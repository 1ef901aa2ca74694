package com.neuroflash.camel.sqs;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.elasticmq.NodeAddress;
import org.elasticmq.RelaxedSQSLimits$;
import org.elasticmq.actor.QueueManagerActor;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.elasticmq.util.NowProvider;
import scala.Option;
import scala.concurrent.Await;
import scala.concurrent.duration.Duration;

/** A real SQS inside this JVM (ElasticMQ) that keeps its queues over a restart, always at the same port. */
public final class LocalSqsServer implements AutoCloseable {
    private static final Config QUIET = ConfigFactory.parseMap(
                    Map.of("pekko.loglevel", "WARNING", "pekko.daemonic", "on"))
            .withFallback(ConfigFactory.load());

    private final ActorSystem system = ActorSystem.create("elasticmq", QUIET);
    private final ActorRef queues = system.actorOf(
            Props.create(
                    QueueManagerActor.class, new NowProvider(), RelaxedSQSLimits$.MODULE$, Option.<ActorRef>empty()),
            "queues");
    private int port;
    private SQSRestServer server;

    /** Starts it at a free port. */
    public LocalSqsServer() {
        start();
    }

    /** Starts it again after {@link #stop}. */
    public void start() {
        server = SQSRestServerBuilder.withActorSystem(system)
                .withQueueManagerActor(queues)
                .withInterface("127.0.0.1")
                .withPort(port)
                .withServerAddress(new NodeAddress("http", "127.0.0.1", port, ""))
                .start();
        port = server.waitUntilStarted().localAddress().getPort();
    }

    /** Breaks all connections and refuses new ones; the queues, and time, go on. */
    public void stop() {
        server.stopAndWait();
    }

    /** Where it listens. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public void close() {
        stop();
        try {
            Await.result(system.terminate(), Duration.create(30, TimeUnit.SECONDS));
        } catch (Exception failure) {
            throw new AssertionError("the SQS server can't be stopped", failure);
        }
    }
}
