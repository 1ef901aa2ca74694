package com.neuroflash.camel.jms;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.ObjectMessage;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.activemq.artemis.api.core.ActiveMQBuffer;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.jms.client.ActiveMQMessage;

/** The bytes of a received message. */
final class MessageBody {
    private static final byte[] NOTHING = {};

    private MessageBody() {}

    /** Of a text message in UTF-8, of a bytes message as they are; empty for all others. */
    static Optional<byte[]> read(Message message) throws JMSException {
        if (message instanceof TextMessage text) {
            String body = text.getText();
            return Optional.of(body == null ? NOTHING : body.getBytes(StandardCharsets.UTF_8));
        }
        return message instanceof BytesMessage bytes ? Optional.of(bytes(bytes)) : Optional.empty();
    }

    private static byte[] bytes(BytesMessage message) throws JMSException {
        byte[] body = new byte[Math.toIntExact(message.getBodyLength())];
        int length = body.length == 0 ? 0 : message.readBytes(body);
        if (length != body.length) {
            throw new JMSException("expected " + body.length + " bytes, found " + length);
        }
        return body;
    }

    /** Has it here, since Artemis's client sends a large body after its message, for as long as the consumer is open. */
    static void load(Message message) throws JMSException {
        if (message instanceof BytesMessage && message instanceof ActiveMQMessage artemis) {
            try {
                artemis.getCoreMessage().checkCompletion();
            } catch (ActiveMQException lost) {
                JMSException failure =
                        new JMSException("the body of a large message did not come: " + lost.getMessage());
                failure.initCause(lost);
                throw failure;
            }
        }
    }

    /** As the broker keeps them, where its client shows that without interpreting it; otherwise nothing. */
    static byte[] unread(Message message) {
        if (message instanceof ActiveMQMessage artemis) {
            ClientMessage kept = artemis.getCoreMessage();
            return kept.isLargeMessage() ? NOTHING : all(kept.getReadOnlyBodyBuffer());
        }
        return NOTHING;
    }

    private static byte[] all(ActiveMQBuffer buffer) {
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes);
        return bytes;
    }

    static String typeOf(Message message) {
        if (message instanceof ObjectMessage) {
            return "an ObjectMessage";
        }
        if (message instanceof MapMessage) {
            return "a MapMessage";
        }
        return message instanceof StreamMessage ? "a StreamMessage" : "a message without a body";
    }
}
