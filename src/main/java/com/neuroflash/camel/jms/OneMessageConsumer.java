package com.neuroflash.camel.jms;

import static java.util.Objects.requireNonNull;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageListener;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A consumer to which the broker sends no second message while the first is worked on. A window of 0 alone is no promise
 * of that: Artemis's client takes back what it has granted when a wait ends in vain, and a message that comes just then
 * leaves the broker with a grant too many, for as long as the consumer lives. So a consumer that has waited in vain is
 * closed when it has a message, or is told to {@link #rest}, which gives back to the queue, undelivered, what has come
 * along; the next wait begins with a new one.
 */
final class OneMessageConsumer implements MessageConsumer {
    private final Opening opening;
    private final LongSupplier nanoTime;
    private Optional<MessageConsumer> listening = Optional.empty();
    private boolean doubtful;

    /** Makes a consumer of the session. */
    @FunctionalInterface
    interface Opening {
        MessageConsumer open() throws JMSException;
    }

    private OneMessageConsumer(Opening opening, LongSupplier nanoTime) {
        this.opening = requireNonNull(opening, "opening is null");
        this.nanoTime = requireNonNull(nanoTime, "nanoTime is null");
    }

    /** One that listens. */
    static OneMessageConsumer open(Opening opening, LongSupplier nanoTime) throws JMSException {
        OneMessageConsumer consumer = new OneMessageConsumer(opening, nanoTime);
        consumer.listen();
        return consumer;
    }

    private MessageConsumer listen() throws JMSException {
        if (listening.isEmpty()) {
            listening = Optional.of(opening.open());
        }
        return listening.get();
    }

    /** A wait may have ended shortly before the message that it brings all the same; so late a one is doubtful too. */
    @Override
    public Message receive(long timeout) throws JMSException {
        long begin = nanoTime.getAsLong();
        Message message = listen().receive(timeout);
        long waited = TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - begin);
        return received(message, timeout > 0 && waited >= timeout / 2);
    }

    @Override
    public Message receive() throws JMSException {
        return receive(0);
    }

    @Override
    public Message receiveNoWait() throws JMSException {
        return received(listen().receiveNoWait(), false);
    }

    private Message received(Message message, boolean late) throws JMSException {
        doubtful = doubtful || late || message == null;
        if (message != null && doubtful) {
            MessageBody.load(message);
            close();
        }
        return message;
    }

    /** Holds no message from now on until it is asked for one. */
    void rest() throws JMSException {
        if (doubtful) {
            close();
        }
    }

    @Override
    public String getMessageSelector() throws JMSException {
        return listen().getMessageSelector();
    }

    @Override
    public MessageListener getMessageListener() {
        return null;
    }

    @Override
    public void setMessageListener(MessageListener listener) throws JMSException {
        throw new JMSException("expected to be asked for messages, found a listener");
    }

    @Override
    public void close() throws JMSException {
        doubtful = false;
        if (listening.isPresent()) {
            MessageConsumer open = listening.get();
            listening = Optional.empty();
            open.close();
        }
    }
}
