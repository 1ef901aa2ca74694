package com.neuroflash.camel.jms;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** A real JMS broker in this JVM, which other processes reach too; its messages outlive its restarts. */
public final class JmsServer implements AutoCloseable {
    /** Where messages go that were delivered too often. */
    public static final String DEAD_LETTERS = "DLQ";

    /** A queue that gives up on a message that comes back once. */
    public static final String IMPATIENT = "impatient";

    // below the ports that systems hand out to who connects, one of whom could hold it while the server is down
    private static final int FIRST_PORT = 20_000;
    private static final int LAST_PORT = 32_000;
    private static final int MOST_TRIES = 1_000;

    private final Path directory;
    private final int port;
    private EmbeddedActiveMQ server;

    /** Makes one message. */
    @FunctionalInterface
    public interface MessageMaker {
        Message make(Session session) throws JMSException;
    }

    /** A server that keeps its journal there; not started yet. */
    public JmsServer(Path directory) {
        this.directory = directory;
        port = freePort();
    }

    public JmsServer start() throws Exception {
        Configuration configuration = new ConfigurationImpl()
                .setPersistenceEnabled(true)
                .setJournalType(JournalType.NIO)
                .setJournalMinFiles(2)
                .setJournalDirectory(directory.resolve("journal").toString())
                .setBindingsDirectory(directory.resolve("bindings").toString())
                .setLargeMessagesDirectory(directory.resolve("large").toString())
                .setPagingDirectory(directory.resolve("paging").toString())
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .addAcceptorConfiguration("tcp", "tcp://127.0.0.1:" + port)
                .addAddressSetting("#", givesUpAfter(10))
                .addAddressSetting(IMPATIENT, givesUpAfter(1));
        server = new EmbeddedActiveMQ().setConfiguration(configuration).start();
        return this;
    }

    private static AddressSettings givesUpAfter(int deliveries) {
        return new AddressSettings()
                .setMaxDeliveryAttempts(deliveries)
                .setDeadLetterAddress(SimpleString.of(DEAD_LETTERS))
                .setAutoCreateDeadLetterResources(false)
                .setAutoDeleteQueues(false)
                .setAutoDeleteAddresses(false);
    }

    public void stop() {
        try {
            server.stop();
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    public String url() {
        return "tcp://127.0.0.1:" + port;
    }

    public void sendText(String queue, String... bodies) {
        MessageMaker[] makers = new MessageMaker[bodies.length];
        for (int index = 0; index < bodies.length; index++) {
            String body = bodies[index];
            makers[index] = session -> session.createTextMessage(body);
        }
        send(queue, makers);
    }

    /** Sends all in one transaction. */
    public void send(String queue, MessageMaker... makers) {
        send(queue, false, makers);
    }

    /** Sends as one who leaves the message ids out. */
    public void sendWithoutId(String queue, MessageMaker... makers) {
        send(queue, true, makers);
    }

    private void send(String queue, boolean withoutId, MessageMaker... makers) {
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(url());
                Connection connection = factory.createConnection();
                Session session = connection.createSession(Session.SESSION_TRANSACTED);
                MessageProducer producer = session.createProducer(session.createQueue(queue))) {
            producer.setDisableMessageID(withoutId);
            for (MessageMaker maker : makers) {
                producer.send(maker.make(session));
            }
            session.commit();
        } catch (JMSException failure) {
            throw new AssertionError(failure);
        }
    }

    /** How many messages of the queue are not acknowledged, those on their way included; none while there is no queue. */
    public long count(String queue) {
        Queue found = server.getActiveMQServer().locateQueue(queue);
        return found == null ? 0 : found.getMessageCount();
    }

    /** How many messages are with a consumer. */
    public long onTheirWay(String queue) {
        Queue found = server.getActiveMQServer().locateQueue(queue);
        return found == null ? 0 : found.getDeliveringCount();
    }

    /** How many sessions listen to it. */
    public long listeners(String queue) {
        Queue found = server.getActiveMQServer().locateQueue(queue);
        return found == null ? 0 : found.getConsumerCount();
    }

    private static int freePort() {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            int candidate = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
            try (ServerSocket probe = new ServerSocket(candidate, 1, InetAddress.getLoopbackAddress())) {
                return probe.getLocalPort();
            } catch (IOException ignored) {
                // taken: the next one
            }
        }
        throw new AssertionError("no port from " + FIRST_PORT + " to " + LAST_PORT + " is free");
    }

    @Override
    public void close() {
        if (server != null) {
            stop();
        }
    }
}
