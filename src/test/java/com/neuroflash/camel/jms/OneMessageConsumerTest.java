package com.neuroflash.camel.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.artemis.core.protocol.core.impl.wireformat.SessionConsumerFlowCreditMessage;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages that come at the moment at which a wait ends, sent by the client's own thread to hit it each time. */
class OneMessageConsumerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration A_WHILE = Duration.ofMillis(300);
    private static final long LONG = 30_000;
    private static final long SHORT = 50;
    private static final int LARGE = 300_000;

    // a delivery that counts would move the message to the dead letters
    private static final String QUEUE = JmsServer.IMPATIENT;

    @TempDir
    private Path directory;

    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger takenBack = new AtomicInteger();
    private JmsServer broker;
    private ActiveMQConnectionFactory factory;
    private Session session;

    @BeforeEach
    void open() throws Exception {
        broker = new JmsServer(directory).start();
        factory = new ActiveMQConnectionFactory(broker.url());
        factory.setConsumerWindowSize(0);
        Connection connection = factory.createConnection();
        connection.start();
        session = connection.createSession(Session.SESSION_TRANSACTED);
    }

    @AfterEach
    void close() {
        factory.close();
        broker.close();
    }

    @Test
    void asksTheSameConsumerWhileMessagesCome() throws JMSException {
        OneMessageConsumer consumer = consumer();
        broker.sendText(QUEUE, "one", "two", "three");

        assertThat(text(consumer.receive(LONG))).isEqualTo("one");
        assertThat(text(consumer.receive(LONG))).isEqualTo("two");
        assertThat(text(consumer.receiveNoWait())).isEqualTo("three");

        assertThat(opened).hasValue(1);
    }

    @Test
    void staysAtTheQueueWhileNoneComes() throws JMSException {
        OneMessageConsumer consumer = consumer();

        assertThat(consumer.receive(SHORT)).isNull();
        assertThat(consumer.receiveNoWait()).isNull();

        assertThat(opened).hasValue(1);
        assertThat(broker.listeners(QUEUE)).isEqualTo(1);
    }

    @Test
    void isSentNoSecondMessageWhenTheFirstCameAsTheWaitEnded() throws JMSException {
        OneMessageConsumer consumer = consumer();
        whenAGrantIsTakenBackFor(1, "one", "two");

        assertThat(text(consumer.receive(SHORT))).isEqualTo("one");

        staysOnItsWay(1);
        session.commit();
        assertThat(text(consumer.receive(LONG))).isEqualTo("two");
        session.commit();
        assertThat(broker.count(JmsServer.DEAD_LETTERS)).isZero();
    }

    @Test
    void isSentNoSecondMessageWhenTheFirstCameAfterTheWaitHadEnded() throws JMSException {
        OneMessageConsumer consumer = consumer();
        whenAGrantIsTakenBackFor(2, "one", "two");

        assertThat(consumer.receive(SHORT)).isNull();
        assertThat(text(consumer.receive(LONG))).isEqualTo("one");

        staysOnItsWay(1);
        assertThat(opened).hasValue(1);
        assertThat(broker.listeners(QUEUE)).isZero();
    }

    @Test
    void hasTheWholeOfALargeMessageThatCameAfterAWaitInVain() throws JMSException {
        byte[] large = new byte[LARGE];
        new Random(1).nextBytes(large);
        OneMessageConsumer consumer = consumer();
        assertThat(consumer.receive(SHORT)).isNull();
        broker.send(QUEUE, sending -> {
            BytesMessage message = sending.createBytesMessage();
            message.writeBytes(large);
            return message;
        });

        Message received = consumer.receive(LONG);

        assertThat(broker.listeners(QUEUE)).as("the consumer is closed").isZero();
        assertThat(MessageBody.read(received).orElseThrow()).isEqualTo(large);
        session.commit();
        assertThat(broker.count(QUEUE)).isZero();
    }

    @Test
    void leavesItsMessageInTheTransaction() throws JMSException {
        OneMessageConsumer consumer = consumer("patient");
        assertThat(consumer.receive(SHORT)).isNull();
        broker.sendText("patient", "one");
        assertThat(text(consumer.receive(LONG))).isEqualTo("one");

        session.rollback();

        Message again = consumer.receive(LONG);
        assertThat(text(again)).isEqualTo("one");
        assertThat(again.getJMSRedelivered()).isTrue();
        session.commit();
        assertThat(broker.count("patient")).isZero();
    }

    @Test
    void givesBackWhatHasComeAlongWhenItRests() throws JMSException {
        OneMessageConsumer consumer = consumer();
        whenAGrantIsTakenBackFor(1, "one");
        assertThat(consumer.receiveNoWait()).isNull();
        assertThat(broker.onTheirWay(QUEUE)).isEqualTo(1);

        consumer.rest();

        staysOnItsWay(0);
        assertThat(text(consumer.receive(LONG))).isEqualTo("one");
        session.commit();
        assertThat(broker.count(JmsServer.DEAD_LETTERS)).isZero();
    }

    private OneMessageConsumer consumer() throws JMSException {
        return consumer(QUEUE);
    }

    private OneMessageConsumer consumer(String queue) throws JMSException {
        return OneMessageConsumer.open(() -> plain(queue), System::nanoTime);
    }

    private MessageConsumer plain(String queue) throws JMSException {
        opened.incrementAndGet();
        return session.createConsumer(session.createQueue(queue));
    }

    /** A wait takes its grant back twice: when its time is up, and when the broker has had nothing after that either. */
    private void whenAGrantIsTakenBackFor(int time, String... messages) {
        factory.getServerLocator().addOutgoingInterceptor((packet, connection) -> {
            if (packet instanceof SessionConsumerFlowCreditMessage credits
                    && credits.getCredits() == 0
                    && takenBack.incrementAndGet() == time) {
                broker.sendText(QUEUE, messages);
                await().atMost(PATIENCE).until(() -> broker.onTheirWay(QUEUE) == 1);
            }
            return true;
        });
    }

    private void staysOnItsWay(int messages) {
        await().during(A_WHILE).atMost(PATIENCE).until(() -> broker.onTheirWay(QUEUE) == messages);
    }

    private static String text(Message message) throws JMSException {
        return ((TextMessage) message).getText();
    }
}
