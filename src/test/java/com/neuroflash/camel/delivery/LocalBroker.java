package com.neuroflash.camel.delivery;

import static org.awaitility.Awaitility.await;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQMessage;

/** A real JMS broker that other processes reach, too; it keeps its messages in memory, also when it is stopped. */
public final class LocalBroker implements AutoCloseable {
    private static final String ACCEPTOR = "tcp";

    private final EmbeddedActiveMQ server;
    private final int port;

    public LocalBroker() throws Exception {
        this(0);
    }

    /** On a port, such as the one of a broker that is gone. */
    public LocalBroker(int wanted) throws Exception {
        Configuration configuration = new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .addAcceptorConfiguration(ACCEPTOR, "tcp://127.0.0.1:" + wanted);
        server = new EmbeddedActiveMQ().setConfiguration(configuration).start();
        NettyAcceptor acceptor =
                (NettyAcceptor) server.getActiveMQServer().getRemotingService().getAcceptor(ACCEPTOR);
        port = acceptor.getActualPort();
    }

    public int port() {
        return port;
    }

    public String url() {
        return "tcp://127.0.0.1:" + port;
    }

    /** A message as its receiver finds it. */
    public record Received(String key, String sha256, String contentType, boolean large, byte[] bytes) {}

    /**
     * What lies in a queue that nobody reads from, in its order. Artemis may tell a browser that the queue ends behind
     * a large message while that one's last bytes are on their way, so what is found is held against its own count.
     */
    public List<Received> messages(String queue) {
        return await("a browser that sees the whole of " + queue)
                .pollDelay(Duration.ZERO)
                .until(() -> browse(queue), found -> found.size() == count(queue));
    }

    private long count(String queue) {
        Queue found = server.getActiveMQServer().locateQueue(queue);
        return found == null ? 0 : found.getMessageCount();
    }

    private List<Received> browse(String queue) {
        List<Received> found = new ArrayList<>();
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(url());
                Connection connection = factory.createConnection();
                Session session = connection.createSession();
                QueueBrowser browser = session.createBrowser(session.createQueue(queue))) {
            connection.start();
            Enumeration<?> messages = browser.getEnumeration();
            while (messages.hasMoreElements()) {
                found.add(received((Message) messages.nextElement()));
            }
            return found;
        } catch (JMSException failure) {
            throw new AssertionError(failure);
        }
    }

    private static Received received(Message message) throws JMSException {
        BytesMessage bytes = (BytesMessage) message;
        byte[] body = new byte[(int) bytes.getBodyLength()];
        bytes.readBytes(body);
        return new Received(
                message.getStringProperty(EndpointRequest.KEY),
                message.getStringProperty(EndpointRequest.SHA256),
                message.getStringProperty("Content_HYPHEN_Type"),
                ((ActiveMQMessage) message).getCoreMessage().isLargeMessage(),
                body);
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception failure) {
            throw new AssertionError("the broker can't be stopped", failure);
        }
    }
}
