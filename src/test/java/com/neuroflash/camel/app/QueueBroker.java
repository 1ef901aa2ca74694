package com.neuroflash.camel.app;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** A real JMS broker in this JVM; it may be started after those who use it. */
final class QueueBroker implements AutoCloseable {
    private static final AtomicInteger NUMBERS = new AtomicInteger(700);
    private static final long PATIENCE_MILLIS = 60_000;

    /** Inside this JVM: no port that another could take before the start. */
    private final String url = "vm://" + NUMBERS.incrementAndGet();

    private EmbeddedActiveMQ server;

    /** A received message. */
    record Received(String body, Map<String, String> properties) {}

    QueueBroker start() throws Exception {
        server = new EmbeddedActiveMQ()
                .setConfiguration(new ConfigurationImpl()
                        .setPersistenceEnabled(false)
                        .setSecurityEnabled(false)
                        .setJMXManagementEnabled(false)
                        .addAcceptorConfiguration("vm", url))
                .start();
        return this;
    }

    String url() {
        return url;
    }

    /** Takes the next message of a queue. */
    Received receive(String queue) throws JMSException {
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(url());
                Connection connection = factory.createConnection();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            connection.start();
            BytesMessage message = (BytesMessage)
                    session.createConsumer(session.createQueue(queue)).receive(PATIENCE_MILLIS);
            if (message == null) {
                throw new AssertionError("no message in " + queue);
            }
            byte[] body = new byte[(int) message.getBodyLength()];
            message.readBytes(body);
            Map<String, String> properties = new TreeMap<>();
            for (Enumeration<?> names = message.getPropertyNames(); names.hasMoreElements(); ) {
                String name = names.nextElement().toString();
                properties.put(name, message.getStringProperty(name));
            }
            return new Received(new String(body, StandardCharsets.UTF_8), properties);
        }
    }

    @Override
    public void close() {
        try {
            if (server != null) {
                server.stop();
            }
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }
}
