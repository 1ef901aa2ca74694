package com.neuroflash.camel.jms;

import static java.util.Objects.requireNonNull;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.springframework.jms.connection.UserCredentialsConnectionFactoryAdapter;

/** The connections to the broker of one configured queue; none is open before one is asked for. */
public final class JmsBroker implements AutoCloseable {
    private static final String EVERY_CLASS = "*";

    private final JmsSettings settings;
    private final ConnectionFactory client;

    private JmsBroker(JmsSettings settings, ConnectionFactory client) {
        this.settings = requireNonNull(settings, "settings is null");
        this.client = requireNonNull(client, "client is null");
    }

    /**
     * Makes the client, without reaching out to the broker.
     *
     * @throws IllegalArgumentException when the URL or the class of the connection factory can't be used; says why
     */
    public static JmsBroker of(JmsSettings settings) {
        return new JmsBroker(
                settings,
                settings.factory().isEmpty()
                        ? artemis(settings.url())
                        : foreign(settings, settings.factory().get()));
    }

    /** Takes no message before it is asked for one, and deserialises no object. */
    private static ConnectionFactory artemis(String url) {
        try {
            ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(url);
            factory.setConsumerWindowSize(0);
            factory.setDeserializationDenyList(EVERY_CLASS);
            return factory;
        } catch (RuntimeException unreadable) {
            throw new IllegalArgumentException("expected the broker's URL, such as tcp://HOST:61616", unreadable);
        }
    }

    private static ConnectionFactory foreign(JmsSettings settings, String name) {
        try {
            return Class.forName(name)
                    .asSubclass(ConnectionFactory.class)
                    .getConstructor(String.class)
                    .newInstance(settings.url());
        } catch (ClassNotFoundException | LinkageError missing) {
            throw new IllegalArgumentException("the class " + name + " can't be loaded; put its client beside the jar");
        } catch (ClassCastException | NoSuchMethodException | IllegalAccessException | InstantiationException other) {
            throw new IllegalArgumentException("expected a jakarta.jms.ConnectionFactory with a public constructor that"
                    + " takes the URL, found " + name);
        } catch (InvocationTargetException refused) {
            throw new IllegalArgumentException(
                    name + " refuses the URL: " + refused.getCause().getClass().getSimpleName());
        }
    }

    /** What connections come from, as the configured user. */
    public ConnectionFactory connections() {
        if (settings.user().isEmpty()) {
            return client;
        }
        UserCredentialsConnectionFactoryAdapter ofUser = new UserCredentialsConnectionFactoryAdapter();
        ofUser.setTargetConnectionFactory(client);
        ofUser.setUsername(settings.user().get());
        ofUser.setPassword(settings.password().orElse(""));
        return ofUser;
    }

    /** Why the queue can't be read now; empty when it can be. Takes no message. */
    public Optional<String> trouble() {
        try (Connection connection = connections().createConnection();
                Session session = connection.createSession();
                QueueBrowser browser = session.createBrowser(session.createQueue(settings.queue()))) {
            connection.start();
            browser.getEnumeration().hasMoreElements();
            return Optional.empty();
        } catch (JMSException | RuntimeException failure) {
            return Optional.of(Outage.reason(failure));
        }
    }

    @Override
    public void close() {
        if (client instanceof ActiveMQConnectionFactory artemis) {
            artemis.close();
        }
    }
}
