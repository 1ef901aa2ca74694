package com.neuroflash.camel.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The route deliver-to-endpoint over JMS. */
class DeliverToEndpointOverJmsTest extends SinkContract {
    private static final String QUEUE = "images";

    private static LocalBroker broker;

    private ActiveMQConnectionFactory connections;
    private CamelContext camel;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = new LocalBroker();
    }

    @AfterAll
    static void stopBroker() throws Exception {
        broker.close();
    }

    @BeforeEach
    void start() throws Exception {
        connections = new ActiveMQConnectionFactory(broker.url());
        camel = Routes.run(
                "deliver-to-endpoint",
                Map.of("endpointRequest", new EndpointRequest(), "broker", connections),
                Map.of(
                        "delivery.endpoint",
                        "jms:queue:" + QUEUE + "?connectionFactory=#broker&artemisStreamingEnabled=true"));
    }

    @AfterEach
    void stop() throws Exception {
        camel.close();
        connections.close();
    }

    @Test
    void streamsALargeImageAsABytesMessage() {
        SinkObject image = image(newKey(), randomBytes(5_000_000));

        deliver(image);

        LocalBroker.Received received = find(image.key().value());
        assertThat(received.large()).isTrue();
        assertThat(received.bytes()).isEqualTo(randomBytes(5_000_000));
    }

    @Override
    CamelContext camel() {
        return camel;
    }

    @Override
    String sink() {
        return "endpoint";
    }

    /** A message that was sent again has the same key. */
    @Override
    List<String> keys(String prefix) {
        return broker.messages(QUEUE).stream()
                .map(LocalBroker.Received::key)
                .filter(key -> key.startsWith(prefix))
                .distinct()
                .toList();
    }

    @Override
    byte[] read(String key) {
        return find(key).bytes();
    }

    @Override
    Optional<Map<String, String>> properties(String key) {
        LocalBroker.Received message = find(key);
        return Optional.of(Map.of("content-type", message.contentType(), "sha256", message.sha256()));
    }

    private static LocalBroker.Received find(String key) {
        return broker.messages(QUEUE).stream()
                .filter(message -> message.key().equals(key))
                .findFirst()
                .orElseThrow();
    }
}
